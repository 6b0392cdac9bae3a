import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { goSettings } from "../engine/go";
import { pythonEnvironment } from "../python-environment";

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
 */
export async function writeSdks(folder: string): Promise<void> {
  const sdk = join(folder, "sdk");
  rmSync(sdk, { recursive: true, force: true });
  run("go", ["run", ".", schemaFile, sdk], __dirname);
  await buildPythonPackage(join(sdk, "python"), folder);
  writeGoModule(join(sdk, "go"));
  const archive = join(folder, `pulumi-braze-go-sdk-v${schema.version}.tar.gz`);
  run("tar", ["--create", "--gzip", "--file", archive, "--directory", sdk, "go"], folder);
}

/** Builds the package, and checks it as a package index would. */
async function buildPythonPackage(code: string, folder: string): Promise<void> {
  // The generator writes the README into the package, but the project file expects it here.
  copyFileSync(join(code, "pulumi_braze/README.md"), join(code, "README.md"));
  const bin = await pythonEnvironment(pythonTools);
  run(join(bin, "python"), ["-m", "build", "--no-isolation", "--outdir", "dist"], code);
  const files = readdirSync(join(code, "dist"));
  run(join(bin, "twine"), ["check", "--strict", ...files], join(code, "dist"));
  for (const file of files) copyFileSync(join(code, "dist", file), join(folder, file));
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

/** Runs a command. Its output is shown only if it fails. */
function run(command: string, args: string[], cwd: string): void {
  try {
    execFileSync(command, args, {
      cwd,
      // The generator and the CLI that this checkout builds have most packages in common.
      env: { ...process.env, ...goSettings },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const { stdout, stderr, message } = error as Error & { stdout: string | null; stderr: string | null };
    throw new Error(`${message}\n${stdout ?? ""}${stderr ?? ""}`);
  }
}
