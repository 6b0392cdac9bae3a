import { execFileSync } from "node:child_process";

/** A send ID in the state of the stack. */
export interface Recorded {
  campaignId: string;
  sendId: string;
  workspace?: string;
}

let recorded: Map<string, Recorded> | undefined;

/**
 * The send IDs in the state before this update, by URN. A policy sees only what the program declares, so the state is
 * exported once, before any send ID is created.
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
      // The stack does not own an external send ID. One that is about to be deleted has its replacement under the same URN.
      external || replaced || outputs?.campaignId === undefined ? [] : [[urn, outputs] as const],
    ),
  );
}
