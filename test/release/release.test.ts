import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import * as schema from "../../provider/schema.json";
import { defaultApiKey, type Emulator, startEmulator } from "../../provider/src/emulator";
import { goSettings, hostName, type Language } from "../../tools/engine/build";
import { executableIn, executableOnPath } from "../../tools/engine/executables";
import { type Engine, ensureLanguageHost } from "../../tools/engine/find-engine";
import { serveFolder } from "../../tools/release/servers";
import { blocksIn, blocksOf, checkout, shellBlocksOf, usesGeneratedSdk } from "../documentation/blocks";
import { markdownFiles } from "../documentation/markdown-files";
import { type ShellSession, startSession } from "../examples/shell-session";
import {
  created,
  expected,
  listings,
  names,
  settings,
  startBraze,
  workspaces,
} from "../functions/two-workspaces";
import { runCommand } from "../installed/run-command";

describe("the release, made by a dry run, and the examples that install it", function () {
  // Two minutes on two cores; on a new machine, language hosts, Pulumi's Go SDK, and its generators are compiled first.
  this.timeout(900_000);
  const page = "docs/languages.md";
  const [fromCheckout = "", fromRelease = ""] = shellBlocksOf(page);
  let folder: string;
  let output: string;
  let engine: Engine;
  let release: Awaited<ReturnType<typeof serveFolder>>;
  let plugins: ShellSession;
  let emulator: Emulator;
  const end: ShellSession["end"][] = [];

  before(async () => {
    for (const language of ["yaml", "python", "go"] as const) {
      engine = await ensureLanguageHost(language);
    }
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-release-"));
    output = await runCommand("npm", ["run", "--silent", "release:dry-run", "--", folder], checkout);
    release = await serveFolder(join(folder, "release"));
    plugins = await startSession();
    end.push(plugins.end);
    await installFromCheckout();
    await unpackGoSdk();
  });
  after(async () => {
    release?.close();
    await Promise.all(end.map((they) => they()));
    if (folder !== undefined) await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  it("publishes a package that installs, the plugin, and the SDKs", () => {
    assert.match(output, /^\+ pulumi-braze@\d+\.\d+\.\d+$/m);
    for (const name of ["BrazeSendId", "getCampaign", "getCampaignsOutput"])
      assert.match(output, new RegExp(`^ *(\\[ )?'${name}',?( \\])?$`, "m"));
    assert.match(output, /^BrazeSendId$/m);
    const address = String.raw`http://127\.0\.0\.1:\d+/example/pulumi-braze`;
    const downloads = String.raw`${address}/releases/download/v\$\{VERSION\}`;
    for (const line of [
      String.raw`repository\.url = 'git\+${address}\.git'`,
      `homepage = '${address}#readme'`,
      `bugs\\.url = '${address}/issues'`,
      `pluginDownloadURL = '${downloads}'`,
      `"pluginDownloadURL": "${downloads}",`,
      String.raw`pulumi-resource-braze-v\d+\.\d+\.\d+-[a-z]+-(amd64|arm64)\.tar\.gz: OK`,
      String.raw`pulumi_braze-\d+\.\d+\.\d+-py3-none-any\.whl: OK`,
      String.raw`pulumi_braze-\d+\.\d+\.\d+\.tar\.gz: OK`,
      String.raw`pulumi-braze-go-sdk-v\d+\.\d+\.\d+\.tar\.gz: OK`,
      String.raw`braze +resource +\d+\.\d+\.\d+ .*`,
    ])
      assert.match(output, new RegExp(`^ *${line}$`, "m"));
    // Long steps are announced, what was made is named, and a tool's warnings are not shown.
    assert.match(output, /^ *plugin: making an executable .*\n[^\n]*plugin: done after /m);
    assert.match(output, /^ *sdk: generating the code.*\n[^\n]*sdk: done after /m);
    for (const made of ["pulumi-resource-braze-v.*\\.tar\\.gz", "pulumi_braze-.*\\.whl", "sdk"])
      assert.match(output, new RegExp(`^ */.*/dist/${made}$`, "m"));
    assert.doesNotMatch(output, /^ *warning: /m);
    const links = output.match(/^\]\(.*\)$/gm) ?? [];
    assert.ok(links.some((link) => /\/blob\/v\d+\.\d+\.\d+\/docs\/getting-started\.md\)$/.test(link)));
    for (const link of links) assert.match(link, /^\]\(https?:\/\//);
    // The engine downloads the plugin from the address in the package.
    assert.match(output, /Downloading provider: braze/);
    assert.match(output, /\+ {2}braze:index:SendId winter-sale create.*\+ 2 to create/s);
    assert.match(output, /^Release notes of .+:\n\n.*\S.*Nothing was published\.$/ms);
  });

  /** Follows the page in the copy of this checkout, in which the dry run built the files. */
  async function installFromCheckout() {
    const [dependencies, ...steps] = fromCheckout.trimEnd().split("\n");
    assert.equal(dependencies, "npm ci");
    const install = steps.pop() ?? "";
    assert.equal(steps.length, 2);
    for (const step of steps) assert.match(output, new RegExp(`Run Main ${step}$`, "m"));
    plugins.folder = join(folder, "checkout");
    // The archive is named for the platform it is made on.
    await plugins.run(install.replace("linux-amd64.tar.gz", "*.tar.gz"));
  }

  /** Unpacks the SDK as the page says. It must be what a checkout builds. */
  async function unpackGoSdk() {
    const [, unpack] = /`(tar --extract [^`]+)`/.exec(await readFile(join(checkout, page), "utf8")) ?? [];
    plugins.folder = join(folder, "release");
    await plugins.run(unpack ?? assert.fail(`${page} does not unpack the Go SDK`));
    await plugins.run("diff --recursive sdk/go ../checkout/dist/sdk/go");
  }

  /** Follows a page in a copy of the example, at the same place relative to the released files. */
  async function follow(language: Language) {
    const session = await startSession();
    end.push(session.end);
    await symlink(join(folder, "release"), join(session.folder, "dist"));
    const example = join(session.folder, "examples", language);
    await cp(join(checkout, "examples", language), example, {
      recursive: true,
      filter: (path) => basename(path) !== "venv",
    });
    session.folder = example;
    session.env.PULUMI_HOME = plugins.env.PULUMI_HOME;
    const blocks = shellBlocksOf(`examples/${language}/README.md`);
    return {
      session,
      next: (answer?: string) => {
        const block = blocks.shift() ?? assert.fail("there are no more blocks");
        return block.startsWith("npx pulumi-braze emulator")
          ? Promise.resolve("the emulator runs in this process")
          : session.run(block.replace("http://127.0.0.1:8080", emulator.url), answer);
      },
      finished: () => assert.deepEqual(blocks, []),
    };
  }

  /** Replaces the example's program by one that looks up each campaign in each workspace, and creates a send ID for it. */
  async function looksUp(session: ShellSession, file: string, program: string) {
    const braze = await startBraze();
    try {
      await writeFile(join(session.folder, file), program);
      // The example's project declares this setting.
      await session.run("pulumi stack init lookups && pulumi config set campaignId not-used");
      session.env.BRAZE_WORKSPACES = settings(braze, "key-with-all");
      await session.run("pulumi up");
      assert.deepEqual(created(braze), expected);
      assert.equal(braze.requests.length, listings(2).length + expected.length);
    } finally {
      await braze.close();
    }
  }

  async function createsOnce(session: ShellSession, next: (answer?: string) => Promise<string>) {
    assert.match(await next(), /\+ {2}braze:index:SendId winter-sale create .*\+ 2 to create/s);
    await next();
    const up = await next();
    assert.match(up, /winterSale: "winter-sale-2026".*\+ 2 created/s);
    assert.doesNotMatch(up, /warning/i);
    assert.match(await session.run("pulumi up"), /2 unchanged/);
    assert.deepEqual(
      emulator.created.map(({ sendId }) => sendId),
      ["winter-sale-2026"],
    );
    assert.equal(emulator.requests.length, 1);
  }

  it("YAML, with the plugin from a server and without Node.js, and imports a send ID", async () => {
    const { session, next, finished } = await follow("yaml");
    // PATH contains only a shell, the CLI, and its language host.
    const path = join(dirname(session.folder), "path");
    await mkdir(path);
    for (const name of ["bash", "pulumi", hostName("yaml")]) {
      await symlink(
        executableIn(dirname(engine.pulumi), name) ?? executableOnPath(name) ?? "",
        join(path, name),
      );
    }
    Object.assign(session.env, {
      PATH: path,
      PULUMI_HOME: join(dirname(session.folder), "pulumi-home"),
      RELEASE_URL: release.url,
    });
    await assert.rejects(session.run("node --version"), /command not found/);
    await session.run(fromRelease);
    await createsOnce(session, next);

    assert.match(await next(), /spring-sale.*1 imported/s);
    const added = blocksOf("examples/yaml/README.md").find(({ language }) => language === "yaml")?.text ?? "";
    const manifest = join(session.folder, "Pulumi.yaml");
    const program = await readFile(manifest, "utf8");
    await writeFile(
      manifest,
      program.replace("resources:\n", `resources:\n${added.replace(/^(?=.)/gm, "  ")}`),
    );
    assert.match(await session.run("pulumi up"), /3 unchanged/);
    assert.equal(emulator.requests.length, 1);
    await next("a-key-of-braze");
    finished();
  });

  it("TypeScript, with the SDK that `pulumi package add` generates", async () => {
    const session = await startSession();
    end.push(session.end);
    const modules = join(checkout, "node_modules");
    // As when it is installed in a program: it is compiled by the script that is part of it.
    const sdk = join(folder, "checkout/dist/sdk/nodejs");
    session.env.PATH = [join(modules, ".bin"), session.env.PATH].join(delimiter);
    await session.run(`cd ${sdk} && npm run postinstall`);
    session.folder = await mkdtemp(join(folder, "typescript-"));
    const { name } = JSON.parse(await readFile(join(sdk, "package.json"), "utf8")) as { name: string };
    const dependencies = ["@pulumi/pulumi", "@types", "pulumi-braze", "ts-node", "typescript"];
    for (const [dependency, target] of [
      [name, sdk] as const,
      ...dependencies.map((dependency) => [dependency, join(modules, dependency)] as const),
    ]) {
      const link = join(session.folder, "node_modules", dependency);
      await mkdir(dirname(link), { recursive: true });
      await symlink(target, link);
    }

    const files = {
      "Pulumi.yaml": "name: typescript\nruntime: nodejs\n",
      "package.json": JSON.stringify({ name: "typescript", main: "index.ts" }),
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          strict: true,
          module: "node16",
          target: "es2022",
          types: ["node"],
          skipLibCheck: true,
        },
      }),
    };
    for (const [file, text] of Object.entries(files)) await writeFile(join(session.folder, file), text);
    const examples = [
      ...markdownFiles.flatMap(blocksOf),
      ...blocksIn(schema.resources["braze:index:SendId"].description),
    ]
      .filter(({ language, text }) => language === "typescript" && usesGeneratedSdk(text))
      .map(({ text }) => text);
    assert.ok(examples.length >= 3);
    for (const [index, text] of examples.entries())
      await writeFile(join(session.folder, `example-${index}.ts`), text);
    await session.run("tsc --noEmit -p .");

    Object.assign(session.env, {
      PULUMI_HOME: plugins.env.PULUMI_HOME,
      BRAZE_API_KEY: defaultApiKey,
      BRAZE_REST_ENDPOINT: emulator.url,
    });
    const [program = ""] = blocksOf("docs/_index.md").flatMap(({ language, text }) =>
      language === "typescript" ? [text] : [],
    );
    const index = join(session.folder, "index.ts");
    await writeFile(index, program);
    await session.run("pulumi stack init dev");
    assert.match(await session.run("pulumi up"), /sendId: "winter-sale-2026".*\+ 2 created/s);
    assert.match(await session.run("pulumi up"), /2 unchanged/);
    assert.equal(emulator.requests.length, 1);

    // It takes over what the dynamic provider recorded, and the plugin's class of the npm package records the same.
    const withClassOf = (module: string) =>
      program
        .replace(/^import .*$/m, `import { BrazeSendId } from "${module}";`)
        .replace("braze.SendId", "BrazeSendId");
    await session.run("pulumi stack init switched");
    await writeFile(index, withClassOf("pulumi-braze"));
    assert.match(await session.run("pulumi up"), /2 created/);
    for (const same of [program, withClassOf("pulumi-braze/native"), program]) {
      await writeFile(index, same);
      assert.match(await session.run("pulumi up"), /2 unchanged/);
    }
    assert.equal(emulator.requests.length, 2);
  });

  it("Python", async () => {
    const { session, next, finished } = await follow("python");
    await next();
    await createsOnce(session, next);
    await next("a-key-of-braze");
    finished();
    const program = `import pulumi_braze as braze

for at, name in enumerate(${JSON.stringify(names)}):
    for workspace in ${JSON.stringify(workspaces)}:
        campaign = braze.get_campaign_output(name=name, workspace=workspace)
        braze.SendId(f"{workspace}{at}", campaign_id=campaign.campaign_id, send_id=str(at), workspace=workspace)
`;
    await looksUp(session, "__main__.py", program);
  });

  it("Go", async () => {
    const { session, next, finished } = await follow("go");
    // Go shares compiled packages with the CLI that this checkout builds, and links faster without symbols.
    Object.assign(session.env, goSettings, { GOFLAGS: `${goSettings.GOFLAGS} -ldflags=-s` });
    await createsOnce(session, next);
    await next("a-key-of-braze");
    finished();
    const list = (texts: string[]) => `[]string{${texts.map((text) => JSON.stringify(text)).join(", ")}}`;
    const program = `package main

import (
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"pulumi-braze/sdk/go/braze"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		for at, name := range ${list(names)} {
			for _, workspace := range ${list(workspaces)} {
				campaign := braze.GetCampaignOutput(ctx, braze.GetCampaignOutputArgs{
					Name:      pulumi.String(name),
					Workspace: pulumi.String(workspace),
				})
				number := strconv.Itoa(at)
				if _, err := braze.NewSendId(ctx, workspace+number, &braze.SendIdArgs{
					CampaignId: campaign.CampaignId(),
					SendId:     pulumi.String(number),
					Workspace:  pulumi.String(workspace),
				}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
`;
    await looksUp(session, "main.go", program);
  });
});
