import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

/** The example's folder in this checkout. */
export const example = resolve(__dirname, "../../examples/pipeline");

/** A step of a GitHub job. */
export interface Step {
  name?: string;
  id?: string;
  if?: string;
  run?: string;
  uses?: string;
  with?: Record<string, string | number | boolean>;
  env?: Record<string, string>;
}

/** The parts of a GitHub workflow that the tests read. */
export interface Workflow {
  on: unknown;
  permissions: Record<string, string>;
  concurrency?: { group: string; "cancel-in-progress": boolean };
  jobs: Record<
    string,
    {
      if?: string;
      permissions?: Record<string, string>;
      concurrency?: { group: string; "cancel-in-progress": boolean };
      environment?: string;
      env?: Record<string, string>;
      steps: Step[];
    }
  >;
}

/** The parts of a job of the GitLab pipeline that the tests read. */
export interface GitLabJob {
  script: string[];
  after_script?: string[];
  resource_group?: string;
  interruptible?: boolean;
  artifacts?: { paths: string[] };
  rules: { if: string; when?: string }[];
}

/** The names of the workflows: the simple one, and the three that are safe for forks. */
export const workflowNames = ["simple", "preview", "comment", "update"] as const;

export type WorkflowName = (typeof workflowNames)[number];

/** The file of a workflow. */
export const workflowFile = (name: WorkflowName) =>
  join(example, name === "simple" ? "simple.yml" : `.github/workflows/${name}.yml`);

/** A workflow, parsed. */
export const workflow = (name: WorkflowName): Workflow => parse(readFileSync(workflowFile(name), "utf8"));

/** The GitLab pipeline, parsed. */
export const gitLabPipeline = (): Record<string, GitLabJob> =>
  parse(readFileSync(join(example, ".gitlab-ci.yml"), "utf8"));
