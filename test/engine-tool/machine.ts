import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildSync } from "esbuild";
import type { Language } from "../../tools/engine/build";
import { cliVersion } from "../../tools/engine/versions";

const root = join(__dirname, "../..");

// Compiled once for all runs: ts-node takes more than a second at each start.
const scripts = buildSync({
  entryPoints: {
    pulumi: "tools/pulumi.ts",
    "ensure-language-host": "test/engine-tool/ensure-language-host.ts",
  },
  absWorkingDir: root,
  outdir: "/",
  write: false,
  bundle: true,
  platform: "node",
  target: "node20",
  // The compiled scripts find Go's modules where the sources do.
  define: { __dirname: JSON.stringify(join(root, "tools/engine")) },
}).outputFiles;

/** The result of one run of `npm run pulumi`. */
export interface Run {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A simulated machine with an empty PATH, an empty PULUMI_HOME, and no network. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), "engine-tool-"));
  readonly path = join(this.folder, "path");
  readonly versions = join(this.folder, "home/versions");
  readonly bin = join(this.versions, cliVersion, "bin");
  readonly #started: ChildProcess[] = [];

  constructor() {
    mkdirSync(this.path);
    for (const { path, contents } of scripts) writeFileSync(join(this.folder, basename(path)), contents);
    symlinkSync(process.execPath, join(this.path, "node"));
    writeFileSync(
      join(this.folder, "network.cjs"),
      `globalThis.fetch = async () => {
        if (process.env.TEST_INSTALLER) return new Response(process.env.TEST_INSTALLER);
        throw new TypeError("fetch failed", { cause: new Error("no network") });
      };`,
    );
  }

  /** Writes a shell script in which the usual commands are available, although the PATH is empty. */
  script(file: string, body: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nouter=$PATH\nPATH=/usr/bin:/bin\n${body}\n`);
    chmodSync(file, 0o755);
  }

  /** Installs a CLI that prints its name, its arguments, and the first folder of its PATH. */
  cli(folder: string, name: string, version: string, companions = true): void {
    this.script(join(folder, "pulumi"), fakeCli(name, version));
    for (const companion of companions ? ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"] : []) {
      this.script(join(folder, companion), "exit 0");
    }
  }

  /** Installs a Go whose `build` runs `building` and then writes a CLI. It records its calls. */
  go(building = "", version = "1.99.0"): void {
    this.script(
      join(this.path, "go"),
      `echo "$*" >> ${this.folder}/go.log
case "$1" in
env) echo go${version} ;;
build)
  ${building}
  [ -d "$GOTMPDIR" ] || exit 1
  while [ "$1" != -o ]; do shift; done
  mkdir -p "$(dirname "$2")"
  cat > "$2" <<'END'
#!/bin/sh
${fakeCli("built", cliVersion)}
END
  chmod +x "$2" ;;
list) echo ${this.folder}/module/pulumi-language-python ;;
esac`,
    );
    this.script(join(this.folder, "module/pulumi-language-python-exec"), "exit 0");
  }

  /** The calls of Go, one per line. */
  get goLog(): string[] {
    const file = join(this.folder, "go.log");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  /** Starts `npm run pulumi -- ARGS` without npm and ts-node, or Node.js with another script and these arguments. */
  start(
    args: string[] = ["up"],
    env: NodeJS.ProcessEnv = {},
    script = [join(this.folder, "pulumi.js")],
  ): { child: ChildProcess; done: Promise<Run> } {
    const child = spawn(process.execPath, [...script, ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: this.path,
        PULUMI_HOME: dirname(this.versions),
        NODE_OPTIONS: `--require=${join(this.folder, "network.cjs")}`,
        ...env,
      },
    });
    this.#started.push(child);
    const run: Run = { code: null, signal: null, stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => {
      run.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      run.stderr += text;
    });
    const done = new Promise<Run>((resolve) =>
      child.on("close", (code, signal) => resolve(Object.assign(run, { code, signal }))),
    );
    return { child, done };
  }

  run(args?: string[], env?: NodeJS.ProcessEnv): Promise<Run> {
    return this.start(args, env).done;
  }

  /** Runs `tools/pulumi.ts` with ts-node, as `npm run pulumi` does. */
  runWithTsNode(args: string[]): Promise<Run> {
    return this.start(args, {}, [require.resolve("ts-node/dist/bin"), "-T", "tools/pulumi.ts"]).done;
  }

  /** Ensures the CLI with the language host of this language. */
  ensureLanguageHost(language: Language): Promise<Run> {
    return this.start([language], {}, [join(this.folder, "ensure-language-host.js")]).done;
  }

  remove(): void {
    for (const child of this.#started) {
      child.kill("SIGKILL");
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Waits until another process has done something. */
export async function until(happened: () => boolean): Promise<void> {
  const limit = Date.now() + 15_000;
  while (!happened()) {
    if (Date.now() > limit) {
      throw new Error(`waited 15 s in vain for ${happened}`);
    }
    await sleep(20);
  }
}

/** The script of a CLI that prints its name. */
export function fakeCli(name: string, version: string): string {
  return `[ "$1" = version ] && echo v${version} && exit
echo "${name}: $*"
path=\${outer:-$PATH}
echo "PATH starts with \${path%%:*}"
[ "$1" = exit ] && exit "$2"
exit 0`;
}
