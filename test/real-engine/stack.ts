import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { dynamicSendIdType, pluginSendIdType } from "../../provider/src/resources/send-id/resource-type";
import { ensureLanguageHost, findEngine } from "../../tools/engine/find-engine";
import { isolatedEnvironment } from "../../tools/isolated-environment";

/** The output of a CLI run, with both streams combined, and its exit code. */
export interface Run {
  code: number | null;
  output: string;
}

/** A resource in the output of `pulumi stack export`. */
export interface RecordedResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  /** URNs of the resources that it depends on. */
  dependencies?: string[];
  /** Read by `.get`, not managed. */
  external?: boolean;
  initErrors?: string[];
}

/** A program and its stack, in a temporary folder with its own file backend. */
export interface Stack {
  folder: string;
  env: NodeJS.ProcessEnv;
  /** Replaces the program. */
  program(source: string): Promise<void>;
  /** Runs the CLI in the program's folder. */
  run(...args: string[]): Promise<Run>;
  /** Starts the CLI, for a test that interrupts it. */
  start(...args: string[]): { process: ChildProcess; run: Promise<Run> };
  preview(...args: string[]): Promise<Run>;
  /** Updates without a preview, so that only the requests of the update are counted. */
  up(...args: string[]): Promise<Run>;
  /** What `pulumi stack export` prints, and the send IDs in it. */
  exported(): Promise<{ text: string; sendIds: RecordedResource[] }>;
  /** The program's outputs, from the state. */
  outputs(): Promise<Record<string, unknown>>;
  remove(): Promise<void>;
}

/** The imports by which a program gets `BrazeSendId`, and so the hosts that run it: Pulumi's own, and the plugin. */
export const imports = ["pulumi-braze", "pulumi-braze/native"] as const;
export type Import = (typeof imports)[number];

/** A suite whose promises are the same on both hosts. */
export function describeOnEachHost(title: string, suite: (from: Import) => void) {
  for (const from of imports) describe(`${title}, by ${from}`, () => suite(from));
}

const declarations = {
  "pulumi-braze": { file: "index.js", sendIds },
  "the plugin, from YAML": { file: "Main.yaml", sendIds: yamlSendIds },
} as const;

/**
 * A suite whose promises are the same on both hosts, and whose programs only declare send IDs: the plugin runs them from YAML,
 * which starts fastest.
 */
export function describeDeclarationsOnEachHost(
  title: string,
  suite: (host: (typeof declarations)[keyof typeof declarations]) => void,
) {
  for (const [name, host] of Object.entries(declarations))
    describe(`${title}, by ${name}`, () => {
      before(async function () {
        // On a new machine, this builds Pulumi's language host for YAML.
        this.timeout(900_000);
        if (host.file === "Main.yaml") await ensureLanguageHost("yaml");
      });
      suite(host);
    });
}

export interface StackOptions {
  program: string;
  /** The module that replaces `"pulumi-braze"` in programs. */
  from?: Import;
  /** File name of the program; its extension selects the language. */
  file?: "index.js" | "index.mjs" | "index.ts" | "Main.yaml";
  /** @defaultValue "test" */
  project?: string;
  env?: NodeJS.ProcessEnv;
  /** The folder of the plugin's executable; by default, the package's. */
  plugin?: string;
  /** Installs node_modules in the folder; by default, links those of this checkout. */
  install?: (folder: string) => Promise<void>;
}

/** A program that declares the send IDs and exports each one under its name. */
export function sendIds(all: Record<string, Record<string, unknown>>): string {
  const declarations = Object.entries(all).map(
    ([name, args]) =>
      `exports[${JSON.stringify(name)}] = new BrazeSendId(${JSON.stringify(name)}, ${JSON.stringify(args)}).sendId;`,
  );
  return ['const { BrazeSendId } = require("pulumi-braze");', ...declarations].join("\n");
}

/** The same declarations in YAML, of which JSON is a part, for the plugin. */
export function yamlSendIds(all: Record<string, Record<string, unknown>>): string {
  const resources = Object.entries(all).map(([name, properties]) => [
    name,
    { type: "braze:SendId", properties },
  ]);
  return JSON.stringify({ resources: Object.fromEntries(resources) });
}

/** The processes that a process has started and that are still running. */
export const childrenOf = (pid: number | undefined) =>
  execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map(Number);

const checkout = resolve(__dirname, "../..");

/** Creates a stack named `dev`. The program can import "pulumi-braze". */
export async function createStack({
  program,
  from = "pulumi-braze",
  file = "index.js",
  project = "test",
  env = {},
  plugin = join(checkout, "provider/bin"),
  install,
}: StackOptions): Promise<Stack> {
  const isYaml = file === "Main.yaml";
  const engine = await (isYaml ? ensureLanguageHost("yaml") : findEngine());
  const home = await mkdtemp(join(tmpdir(), "pulumi-braze-"));
  const folder = join(home, "program");
  await mkdir(folder);
  // Without TypeScript, Pulumi does not load the compiler.
  const typescript = file.endsWith(".ts");
  const runtime = isYaml ? "yaml" : { name: "nodejs", options: { typescript } };
  // The engine keeps a copy of the schema next to the folder of the plugin.
  await symlink(plugin, join(home, "bin"));
  const plugins = { providers: [{ name: "braze", path: join(home, "bin") }] };
  await writeFile(join(folder, "Pulumi.yaml"), JSON.stringify({ name: project, runtime, plugins }));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "test", main: file }));
  await (install ?? ((to) => symlink(join(checkout, "node_modules"), join(to, "node_modules"))))(folder);

  const stack: Stack = {
    folder,
    env: {
      ...(await isolatedEnvironment(home)),
      // For a language host that does not read the option.
      PULUMI_NODEJS_TYPESCRIPT: String(typescript),
      ...env,
    },
    program: (source) => writeFile(join(folder, file), source.replaceAll('"pulumi-braze"', `"${from}"`)),
    run: (...args) => stack.start(...args).run,
    start: (...args) => startProcess(engine.pulumi, args, folder, stack.env),
    preview: (...args) => stack.run("preview", "--diff", ...args),
    up: (...args) => stack.run("up", "--yes", "--skip-preview", ...args),
    async exported() {
      const { output: text } = await succeed(stack.run("stack", "export"));
      const { deployment } = JSON.parse(text) as { deployment: { resources?: RecordedResource[] } };
      const sendIds = (deployment.resources ?? []).filter(({ type }) =>
        [dynamicSendIdType, pluginSendIdType].includes(type),
      );
      return { text, sendIds };
    },
    async outputs() {
      const { deployment } = JSON.parse((await stack.exported()).text) as {
        deployment: { resources: RecordedResource[] };
      };
      return deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
  await stack.program(program);
  // Another machine may have created it.
  await succeed(stack.run("stack", "select", "--create", "dev"));
  return stack;
}

/** What the diagnostics say of one resource. */
export function messageFor(name: string, { output }: Run): string {
  const diagnostics = output.slice(output.lastIndexOf("Diagnostics:"));
  const [, message] = new RegExp(`SendId \\(${name}\\):\\n((?:    .*\\n)+)`).exec(diagnostics) ?? [];
  // The plugin's other lines are shown on the resource, too.
  return (message ?? "").replace(/^ {4}(Braze( debug)?: .*\n)?/gm, "").trim();
}

/** Returns the run, or throws an error with its output. */
export async function succeed(run: Promise<Run>): Promise<Run> {
  const { code, output } = await run;
  if (code !== 0) throw new Error(`the CLI failed with ${code}:\n${output}`);
  return { code, output };
}

function startProcess(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv) {
  const child = spawn(command, [...args, "--non-interactive", "--color=never"], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    // A separate process group, so that a signal reaches only the CLI, as from a pipeline's runner.
    detached: true,
  });
  const run = new Promise<Run>((done, fail) => {
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    child.on("error", fail);
    child.on("close", (code) => done({ code, output }));
  });
  return { process: child, run };
}
