import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { findEngine } from "../../tools/engine/find-engine";
import { serveProgram } from "../real-engine/serve-program";
import { example, type GitLabJob, type Step, type WorkflowName, workflow } from "./workflows";

const checkout = resolve(__dirname, "../..");

/** The result of a job's shell steps. */
export interface Outcome {
  /** The step or line that failed, if one did. */
  failed: string | undefined;
  output: string;
}

/** What a job runs in. */
interface JobOptions {
  /** The content of changed files, by name. */
  files?: Record<string, string>;
  /** Starts a process for each run of the program. By default, one process runs all of them, without the environment. */
  ownProcess?: boolean;
}

/** Runs the shell steps of the example's pipelines as a runner would, each job in a fresh copy of the example. */
export class Runner {
  /** The folders that jobs uploaded, by the artifact's name. */
  readonly artifacts = new Map<string, string>();
  /** The artifacts that jobs downloaded, as `NAME of run RUN`. */
  readonly downloads: string[] = [];

  private constructor(
    private readonly home: string,
    /** The environment of every job, in addition to its own. */
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(home: string): Promise<Runner> {
    const { env } = await findEngine();
    const { NODE_OPTIONS, NODE_COMPILE_CACHE, GOGC, GOMEMLIMIT } = process.env;
    return new Runner(home, {
      // With these, processes start faster, see test/support.
      NODE_OPTIONS,
      NODE_COMPILE_CACHE,
      GOGC,
      GOMEMLIMIT,
      PATH: env.PATH,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      HOME: home,
      PULUMI_HOME: join(home, "pulumi-home"),
      // The program's types are checked with those of the repository.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    });
  }

  /**
   * Runs the job of a GitHub workflow.
   *
   * @param contexts values of expressions by their full names, such as `secrets.BRAZE_API_KEY`.
   * @param options.runnerEnvironment variables that are set on the runner itself.
   */
  async gitHub(
    name: WorkflowName,
    contexts: Record<string, string>,
    { runnerEnvironment = {}, ...options }: JobOptions & { runnerEnvironment?: Record<string, string> } = {},
  ): Promise<Outcome & { folder: string; summary: string }> {
    const [job, ...others] = Object.values(workflow(name).jobs);
    if (job === undefined || others.length > 0) throw new Error(`the workflow ${name} must have one job`);
    const { folder, environment: ofJob } = await this.checkOut(options);
    const temp = await mkdtemp(join(this.home, "runner-"));
    const [outputFile, summaryFile] = [join(temp, "output"), join(temp, "summary")];
    await writeFile(outputFile, "");
    await writeFile(summaryFile, "");
    const known = { "matrix.stack": "prod", "runner.temp": temp, "github.token": "forge-token", ...contexts };
    const evaluate = async (value: string | number | boolean) =>
      expand(String(value), { ...known, ...(await outputsOf(job.steps, outputFile)) });
    const environment = async (values: Record<string, string> = {}) =>
      Object.fromEntries(
        await Promise.all(Object.entries(values).map(async ([key, value]) => [key, await evaluate(value)])),
      );
    const fixed = { RUNNER_TEMP: temp, GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summaryFile };
    const outcome: Outcome = { failed: undefined, output: "" };
    for (const step of job.steps) {
      const always = step.if === "$".concat("{{ !cancelled() }}");
      if (outcome.failed !== undefined && !always) continue;
      if (step.if === "steps.state.outputs.run-id != ''") {
        if ((await outputsOf(job.steps, outputFile))["steps.state.outputs.run-id"] === "") continue;
      } else if (step.if === "github.event_name == 'push'") {
        if (contexts["github.event_name"] !== "push") continue;
      } else if (step.if !== undefined && !always) {
        throw new Error(`the condition ${step.if} is not known here`);
      }
      if (step.uses !== undefined) {
        await this.use(step, folder, evaluate);
      } else if (!isInstallation(step.run ?? "")) {
        const env = {
          ...ofJob,
          ...runnerEnvironment,
          ...gitHubVariables(contexts),
          ...fixed,
          ...(await environment(job.env)),
          ...(await environment(step.env)),
        };
        // GitHub's default shell.
        const { code, output } = await run(["bash", "-e", "-c", step.run ?? ""], folder, env);
        outcome.output += output;
        if (code !== 0) outcome.failed ??= step.name ?? step.run;
      }
    }
    return { ...outcome, folder, summary: await readFile(summaryFile, "utf8") };
  }

  /** Runs a job of the GitLab pipeline. Its artifacts are in the returned folder. */
  async gitLab(
    job: GitLabJob,
    env: Record<string, string>,
    { folder, ...options }: JobOptions & { folder?: string } = {},
  ): Promise<Outcome & { folder: string }> {
    const { folder: where, environment } = folder
      ? { folder, environment: this.environment }
      : await this.checkOut(options);
    const outcome: Outcome = { failed: undefined, output: "" };
    const lines = async (script: string[], count: boolean) => {
      for (const line of script) {
        if (isInstallation(line)) continue;
        const { code, output } = await run(["bash", "-eo", "pipefail", "-c", line], where, {
          ...environment,
          STACK: "prod",
          ...env,
        });
        outcome.output += output;
        if (code === 0) continue;
        if (count) outcome.failed = line;
        return;
      }
    };
    await lines(job.script, true);
    await lines(job.after_script ?? [], false);
    return { ...outcome, folder: where };
  }

  /** Makes a fresh copy of the example with its dependencies installed. */
  private async checkOut({ files = {}, ownProcess = false }: JobOptions) {
    const folder = await mkdtemp(join(this.home, "checkout-"));
    const inExample = (path: string) => !path.slice(example.length).includes("node_modules");
    await cp(example, folder, { recursive: true, filter: inExample });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const modules = join(folder, "node_modules");
    await mkdir(join(modules, "@pulumi"), { recursive: true });
    await mkdir(join(modules, ".bin"));
    await symlink(join(checkout, "provider"), join(modules, "pulumi-braze"));
    await symlink(join(checkout, "node_modules/@pulumi/pulumi"), join(modules, "@pulumi/pulumi"));
    const cli = join(checkout, "provider/dist/cli.js");
    await writeFile(join(modules, ".bin/pulumi-braze"), `#!/bin/sh\nexec node "${cli}" "$@"\n`, {
      mode: 0o755,
    });
    if (ownProcess) return { folder, environment: this.environment };
    const client = await serveProgram(join(folder, "index.ts"));
    return { folder, environment: { ...this.environment, PULUMI_OPTION_CLIENT: client } };
  }

  /** Performs the actions that move files. The others only prepare the machine. */
  private async use(
    { uses = "", with: given = {} }: Step,
    folder: string,
    evaluate: (value: string | number | boolean) => Promise<string>,
  ): Promise<void> {
    const [action] = uses.split("@");
    if (action === "actions/upload-artifact") {
      const name = await evaluate(given.name ?? "");
      const target = join(this.home, "artifacts", name);
      await rm(target, { recursive: true, force: true });
      await mkdir(target, { recursive: true });
      for (const path of (await evaluate(given.path ?? "")).trim().split("\n")) {
        // The action only warns about a missing file.
        await cp(join(folder, path), join(target, basename(path)), { recursive: true }).catch(ignoreMissing);
      }
      this.artifacts.set(name, target);
    } else if (action === "actions/download-artifact") {
      const wanted = await evaluate(given.name ?? given.pattern ?? "");
      const target = resolve(folder, await evaluate(given.path ?? ""));
      this.downloads.push(`${wanted} of run ${await evaluate(given["run-id"] ?? "")}`);
      await mkdir(dirname(target), { recursive: true });
      for (const [name, source] of this.artifacts) {
        const matches = wanted.endsWith("*") ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
        if (matches) await cp(source, target, { recursive: true });
      }
    } else if (!["actions/checkout", "actions/setup-node", "pulumi/actions"].includes(action ?? "")) {
      throw new Error(`the action ${action} is not known here`);
    }
  }
}

/** The only command that is not run: the package may not be published yet. */
const isInstallation = (command: string) => /^npm ci( --ignore-scripts)?$/.test(command);

function expand(text: string, contexts: Record<string, string>): string {
  return text.replace(/\$\{\{ ([^}]+) \}\}/g, (_, name: string) => {
    const value = contexts[name];
    if (value === undefined) throw new Error(`the expression ${name} is not known here`);
    return value;
  });
}

async function outputsOf(steps: Step[], file: string): Promise<Record<string, string>> {
  const id = steps.find((step) => step.id !== undefined)?.id;
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  return Object.fromEntries(
    lines.map((line) => {
      const [name, ...value] = line.split("=");
      return [`steps.${id}.outputs.${name}`, value.join("=")];
    }),
  );
}

const gitHubVariables = (contexts: Record<string, string>) => ({
  GITHUB_API_URL: contexts["github.api_url"],
  GITHUB_REPOSITORY: contexts["github.repository"],
});

function run(
  [command = "", ...args]: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    child.on("error", fail);
    child.on("close", (code) => done({ code, output }));
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
