import { execFileSync } from "node:child_process";

/** A send ID in the state of the stack. */
export interface Recorded {
  campaignId: string;
  sendId: string;
  workspace?: string;
}

let recorded: Map<string, Recorded> | undefined;

/**
 * The send IDs that the stack recorded before this update, by URN. A policy is told what the program declares, not what is
 * there already, so it has to ask: the first time, before any of them is created.
 */
export function recordedSendIds(): Map<string, Recorded> {
  recorded ??= readState();
  return recorded;
}

function readState(): Map<string, Recorded> {
  const { PULUMI_ORGANIZATION, PULUMI_PROJECT, PULUMI_STACK } = process.env;
  const stack = [PULUMI_ORGANIZATION, PULUMI_PROJECT, PULUMI_STACK].join("/");
  const state = execFileSync("pulumi", ["stack", "export", "--stack", stack], {
    encoding: "utf8",
    maxBuffer: 1024 ** 3,
  });
  const resources: { urn: string; external?: boolean; delete?: boolean; outputs?: Recorded }[] =
    JSON.parse(state).deployment.resources ?? [];
  return new Map(
    resources.flatMap(({ urn, external, delete: replaced, outputs }) =>
      // One only referred to is not the stack's, and one about to be deleted has its successor under the same URN.
      external || replaced || outputs?.campaignId === undefined ? [] : [[urn, outputs] as const],
    ),
  );
}
