import assert from "node:assert/strict";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { basename, delimiter, dirname, join } from "node:path";
import { type Emulator, startEmulator } from "../../provider/src/emulator";
import { ensureLanguageHost } from "../../tools/engine/ensure-language-host";
import { executableIn, executableOnPath } from "../../tools/engine/executables";
import type { Engine } from "../../tools/engine/find-engine";
import { hostName, type Language } from "../../tools/engine/language-hosts";
import { serveFolder } from "../../tools/release/serve-folder";
import { blocksOf, checkout, shellBlocksOf } from "../documentation/blocks";
import { type ShellSession, startSession } from "../examples/shell-session";

const dist = join(checkout, "dist");

describe("languages: the examples, followed step by step with the released files", function () {
  // 60 seconds on two idle cores; on a new machine, language hosts and Pulumi's Go SDK are compiled first.
  this.timeout(900_000);
  const [fromCheckout = "", fromRelease = ""] = shellBlocksOf("docs/languages.md");
  let engine: Engine;
  let release: Awaited<ReturnType<typeof serveFolder>>;
  let plugins: ShellSession;
  let emulator: Emulator;
  const end: ShellSession["end"][] = [];

  before(async () => {
    for (const language of ["yaml", "python", "go"] as const) {
      engine = await ensureLanguageHost(language);
    }
    plugins = await startSession();
    end.push(plugins.end);
    // The archive is named for the platform it is made on.
    await plugins.run(
      `cd ${checkout}\n${fromCheckout
        .replace(/^npm ci$/m, "rm -rf dist")
        .replace("linux-amd64.tar.gz", "*.tar.gz")}`,
    );
    release = await serveFolder(dist);
  });
  after(async () => {
    release?.close();
    await Promise.all(end.map((they) => they()));
  });
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  /** Follows a page in a copy of the example, at the same place relative to the released files. */
  async function follow(language: Language) {
    const session = await startSession();
    end.push(session.end);
    await symlink(dist, join(session.folder, "dist"));
    const folder = join(session.folder, "examples", language);
    await cp(join(checkout, "examples", language), folder, {
      recursive: true,
      filter: (path) => basename(path) !== "venv",
    });
    session.folder = folder;
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

  it("Python", async () => {
    const { session, next, finished } = await follow("python");
    // A language host that was built from its Go module does not know the option `virtualenv`.
    const PATH = [join(session.folder, "venv/bin"), session.env.PATH].join(delimiter);
    await next();
    session.env.PATH = PATH;
    await createsOnce(session, next);
    await next("a-key-of-braze");
    finished();
  });

  it("Go", async () => {
    const { session, next, finished } = await follow("go");
    await createsOnce(session, next);
    await next("a-key-of-braze");
    finished();
  });
});
