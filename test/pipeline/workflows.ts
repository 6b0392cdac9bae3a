import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

/** The example's folder in this checkout. */
export const example = resolve(__dirname, "../../examples/pipeline");

interface Concurrency {
  group: string;
  "cancel-in-progress": boolean;
}

/** The parts of a GitHub workflow that the tests read. */
interface Workflow {
  on: unknown;
  permissions: Record<string, string>;
  concurrency?: Concurrency;
  jobs: Record<
    string,
    {
      permissions?: Record<string, string>;
      concurrency?: Concurrency;
      env?: Record<string, string>;
      steps: { run?: string }[];
    }
  >;
}

/** The parts of a job of the GitLab pipeline that the tests read. */
interface GitLabJob {
  resource_group?: string;
  interruptible?: boolean;
}

/** The names of the workflows: the simple one, the three that are safe for forks, and the scheduled one. */
export const workflowNames = ["simple", "preview", "comment", "update", "figures"] as const;

export type WorkflowName = (typeof workflowNames)[number];

/** The file of a workflow. */
export const workflowFile = (name: WorkflowName) =>
  join(example, name === "simple" || name === "figures" ? `${name}.yml` : `.github/workflows/${name}.yml`);

/** A workflow, parsed. */
export const workflow = (name: WorkflowName): Workflow => parse(readFileSync(workflowFile(name), "utf8"));

/** The GitLab pipeline, parsed. */
export const gitLabPipeline = (): Record<string, GitLabJob> =>
  parse(readFileSync(join(example, ".gitlab-ci.yml"), "utf8"));
