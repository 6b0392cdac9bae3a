import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { goSettings } from "../engine/build";
import { pythonEnvironment } from "../python-environment";
import { runScript, type Steps } from "../steps";

const schemaFile = resolve(__dirname, "../../provider/schema.json");
const schema = JSON.parse(readFileSync(schemaFile, "utf8")) as {
  version: string;
  language: { go: { importBasePath: string } };
};

const pythonTools = ["build==1.6.1", "setuptools==84.2.1", "twine==7.0.0", "wheel==0.48.0"];

/**
 * Generates the SDKs from the plugin's schema: in `folder`, the files of a release, which are a Python wheel with its source
 * archive and a Go module; in `folder/sdk`, their code, and the SDK that `pulumi package add` generates for Node.js. Needs Go
 * and Python 3.
 *
 * @returns the paths of the files and of the folder with the code.
 */
async function writeSdks(folder: string, { step, run }: Steps): Promise<string[]> {
  const sdk = join(folder, "sdk");
  rmSync(sdk, { recursive: true, force: true });
  await step("generating the code; the first time, Pulumi's generators are compiled, about 3 min", () =>
    // The generator and the CLI that this checkout builds have most packages in common.
    run("go", ["run", ".", schemaFile, sdk], { cwd: __dirname, env: goSettings }),
  );
  const python = join(sdk, "python");
  const packages = await step("building and checking the Python package", () =>
    buildPythonPackage(python, run),
  );
  for (const file of packages) copyFileSync(join(python, "dist", file), join(folder, file));
  const archive = `pulumi-braze-go-sdk-v${schema.version}.tar.gz`;
  await step("packing the Go module", () => {
    writeGoModule(join(sdk, "go"));
    return run("tar", ["--create", "--gzip", "--file", archive, "--directory", sdk, "go"], { cwd: folder });
  });
  return [...[...packages, archive].map((file) => join(folder, file)), sdk];
}

/** Builds the package, and checks it as a package index would. Returns the names of its files in `dist`. */
async function buildPythonPackage(code: string, run: Steps["run"]): Promise<string[]> {
  // The generator writes the README into the package, but the project file expects it here.
  copyFileSync(join(code, "pulumi_braze/README.md"), join(code, "README.md"));
  const bin = await pythonEnvironment(pythonTools);
  await run(join(bin, "python"), ["-m", "build", "--no-isolation", "--outdir", "dist"], { cwd: code });
  const files = readdirSync(join(code, "dist"));
  await run(join(bin, "twine"), ["check", "--strict", ...files], { cwd: join(code, "dist") });
  return files;
}

/** Makes the code a module, because the generator does not write a go.mod. */
function writeGoModule(code: string): void {
  const module = dirname(schema.language.go.importBasePath);
  // The same versions as the generator's.
  const pinned = readFileSync(join(__dirname, "go.mod"), "utf8");
  const find = (line: RegExp) => line.exec(pinned)?.[0];
  writeFileSync(
    join(code, "go.mod"),
    `module ${module}

${find(/^go .*$/m)}

require (
	${find(/github\.com\/blang\/semver v\S+/)}
	${find(/github\.com\/pulumi\/pulumi\/sdk\/v3 v\S+/)}
)
`,
  );
}

// `npm run sdk -- [FOLDER]`
runScript("sdk", (steps) => writeSdks(resolve(process.argv[2] ?? "dist"), steps));
