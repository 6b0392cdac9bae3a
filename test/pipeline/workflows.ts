import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

/** The example as it stands in this repository. */
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

/** A GitHub workflow, as far as the tests look at it. */
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

/** A job of the GitLab pipeline, as far as the tests look at it. */
export interface GitLabJob {
  script: string[];
  after_script?: string[];
  resource_group?: string;
  interruptible?: boolean;
  artifacts?: { paths: string[] };
  rules: { if: string; when?: string }[];
}

/** The names of the workflows. */
export const workflowNames = ["preview", "comment", "update"] as const;

/** The text of a workflow. */
export const workflowFile = (name: (typeof workflowNames)[number]) =>
  join(example, ".github/workflows", `${name}.yml`);

/** A workflow, read. */
export const workflow = (name: (typeof workflowNames)[number]): Workflow =>
  parse(readFileSync(workflowFile(name), "utf8"));

/** The GitLab pipeline, read. */
export const gitLabPipeline = (): Record<string, GitLabJob> =>
  parse(readFileSync(join(example, ".gitlab-ci.yml"), "utf8"));
