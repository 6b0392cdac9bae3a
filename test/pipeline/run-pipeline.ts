import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Runner } from "./runner";

const gitLabCiLocal = join(dirname(require.resolve("gitlab-ci-local/package.json")), "dist/index.js");

/** What a pipeline depends on. */
interface PipelineOptions {
  runner: Runner;
  /** The folder of the repository. */
  repository: string;
  /** The variables of every job. */
  variables?: Record<string, string>;
  /** The variables of the jobs whose environment is `prod`. */
  ofEnvironment?: Record<string, string>;
  /** Runs this job only. */
  job?: string;
}

/** The result of a pipeline. */
export interface PipelineRun {
  /** `PASS` or `FAIL`, by the name of the job. A job that did not run is missing. */
  jobs: Record<string, string>;
  /** The commands of the jobs' scripts that were started, as `JOB $ COMMAND`. */
  commands: string[];
  output: string;
  /** The folder of a job's artifacts. */
  artifacts(job: string): string;
}

/**
 * Runs the GitLab pipeline with [gitlab-ci-local](https://github.com/firecow/gitlab-ci-local), without containers. It also
 * validates the pipeline.
 */
export async function runPipeline({
  runner,
  repository,
  variables = {},
  ofEnvironment = {},
  job,
}: PipelineOptions): Promise<PipelineRun> {
  const ofProd = Object.entries(ofEnvironment).map(([name, value]) => [name, { values: { prod: value } }]);
  await writeFile(
    join(repository, ".gitlab-ci-local-variables.yml"),
    JSON.stringify(Object.fromEntries(ofProd)),
  );
  const args = [
    ...(job ? [job] : []),
    ...["--home", runner.home, "--force-shell-executor", "--shell-isolation", "--no-artifacts-to-source"],
    // Otherwise, it warns about each one that GitLab sets.
    ...["--ignore-predefined-vars", Object.keys(variables).join(",")],
    ...Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]),
  ];
  const process = spawn("node", [gitLabCiLocal, ...args], {
    cwd: repository,
    env: runner.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let colored = "";
  for (const stream of [process.stdout, process.stderr])
    stream.setEncoding("utf8").on("data", (text) => (colored += text));
  await once(process, "close");
  const output = stripVTControlCharacters(colored);
  return {
    jobs: Object.fromEntries(
      [...output.matchAll(/^ (PASS|FAIL) +(\w+)/gm)].map(([, result, name]) => [name, result]),
    ),
    commands: [...output.matchAll(/^(\w+) +(\$ .*)$/gm)].map(([, name, command]) => `${name} ${command}`),
    output,
    artifacts: (name) => join(repository, ".gitlab-ci-local/artifacts", name),
  };
}
