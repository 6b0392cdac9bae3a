import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import { goOnPath } from "../engine/build";
import { inSteps } from "../steps";

const standIns = join(__dirname, "stand-ins");

/** What a run of a workflow depends on. */
interface RunOptions {
  runner: {
    /** A folder for the working folders of the jobs. */
    home: string;
    /** The environment variables of every process. */
    env: NodeJS.ProcessEnv;
  };
  /** The folder of the repository. */
  repository: string;
  /** The file of the workflow. */
  workflow: string;
  /** The name of the event that starts it. */
  event: string;
  payload: object;
  /** Environment variables of every step. */
  env?: Record<string, string>;
  secrets?: Record<string, string>;
  vars?: Record<string, string>;
  /** Runs this job and those that it needs. By default, runs all. */
  job?: string;
  /** Runs the jobs of a matrix that have these values. By default, runs all. */
  matrix?: Record<string, string>;
  /** Receives each line of the log. */
  print?: (line: string) => void;
}

/** The result of a run. */
export interface WorkflowRun {
  /** Whether each job succeeded, by its name. A skipped job is missing. */
  jobs: Record<string, string>;
  /** The steps that succeeded or failed, in their order. A skipped step is missing. */
  steps: string[];
  /** The step that failed, if one did. */
  failed: string | undefined;
  /** The log, with what the steps printed. */
  output: string;
  summary: string;
}

/** A line of act's log. */
interface LogLine {
  msg: string;
  jobID?: string;
  jobResult?: string;
  stage?: string;
  step?: string;
  /** In an action that consists of steps, it has the ID of its step, too. */
  stepID?: string[];
  stepResult?: string;
  command?: string;
  content?: string;
}

/**
 * Finds [act](https://github.com/nektos/act). The first call on a machine builds it, in a minute. Go keeps the executable in
 * its build cache.
 *
 * @returns the path of the executable.
 * @throws if Go is missing.
 */
export const findAct = (): Promise<string> =>
  inSteps("act", async (steps) => {
    // `-n` builds the tool, and prints its path instead of running it.
    const path = await goOnPath(tmpdir(), steps).run(__dirname, "tool", "-n", "act");
    return path.trim();
  });

/** Makes a folder a Git repository in which its files are committed. */
export function makeRepository(folder: string, branch = "main"): void {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder });
  git("init", "--quiet", `--initial-branch=${branch}`);
  git("config", "user.name", "Contributor");
  git("config", "user.email", "contributor@example.com");
  git("add", ".");
  git("commit", "--quiet", "--message=Initial commit");
}

/**
 * Runs a workflow with [act](https://github.com/nektos/act), on this machine. Actions are replaced by those in `stand-ins`,
 * except for actions/checkout, which act does itself.
 */
export async function runWorkflow({
  runner,
  repository,
  workflow,
  event,
  payload,
  env = {},
  secrets = {},
  vars = {},
  job,
  matrix = {},
  print = () => {},
}: RunOptions): Promise<WorkflowRun> {
  const payloadFile = join(runner.home, "event.json");
  await writeFile(payloadFile, JSON.stringify(payload));
  const used = (await readFile(workflow, "utf8")).matchAll(/uses: (([^@\s]+)@\S+)/g);
  const each = (option: string, values: Record<string, string>) =>
    Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);
  const args = [
    event,
    ...["--workflows", workflow, "--eventpath", payloadFile, "--json", "--strict", "--no-cache-server"],
    ...["--action-cache-path", join(runner.home, "act")],
    ...each("--platform", { "ubuntu-24.04": "-self-hosted", "ubuntu-latest": "-self-hosted" }),
    ...[...used].flatMap(([, action, name = ""]) => [
      "--local-repository",
      `${action}=${join(standIns, name)}`,
    ]),
    ...each("--env", env),
    ...each("--secret", secrets),
    ...each("--var", vars),
    ...(job ? ["--job", job] : []),
    ...Object.entries(matrix).flatMap(([name, value]) => ["--matrix", `${name}:${value}`]),
  ];
  const act = spawn(await findAct(), args, { cwd: repository, env: runner.env });
  const lines: LogLine[] = [];
  let output = "";
  const read = (text: string) => {
    const line = stripVTControlCharacters(text).trimEnd();
    output += `${line}\n`;
    print(line);
  };
  createInterface({ input: act.stderr }).on("line", read);
  createInterface({ input: act.stdout }).on("line", (json) => {
    const line = JSON.parse(json) as LogLine;
    lines.push(line);
    read(line.msg);
  });
  await once(act, "close");
  const steps = lines.filter(
    ({ stage, stepID, stepResult }) => stage === "Main" && stepID?.length === 1 && stepResult,
  );
  return {
    jobs: Object.fromEntries(
      lines.flatMap(({ jobID, jobResult }) => (jobID && jobResult ? [[jobID, jobResult]] : [])),
    ),
    steps: steps.map(({ step = "" }) => step),
    failed: steps.find(({ stepResult }) => stepResult === "failure")?.step,
    output,
    summary: lines
      .filter(({ command }) => command === "summary")
      .map(({ content }) => content)
      .join(""),
  };
}
