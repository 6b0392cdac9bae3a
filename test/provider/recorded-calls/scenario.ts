import type * as dynamic from "pulumi-braze";
import type { Fault } from "pulumi-braze/emulator";
import type * as native from "pulumi-braze/native";
import type { InlineStack } from "../../real-engine/inline";
import type { Import, Run as Output } from "../../real-engine/stack";

export type BrazeSendId = (typeof dynamic | typeof native)["BrazeSendId"];

export const apiKey = "key-of-the-recorded-calls";
export const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const otherCampaignId = "0b8be5fa-1c2d-4e3f-8a9b-0c1d2e3f4a5b";

/** A run of the engine, for which it starts a process of the provider. */
interface Run {
  start(stack: InlineStack, BrazeSendId: BrazeSendId): Promise<Output>;
  /** How many requests Braze receives. */
  requests: number;
  fails?: boolean;
  faults?: Fault[];
  /** The only host that can do this. */
  only?: Import;
}

const declareAll = (BrazeSendId: BrazeSendId) => {
  const generated = new BrazeSendId("generated", { campaignId });
  new BrazeSendId("own", { campaignId, sendId: "own" });
  new BrazeSendId("adopted", { campaignId, sendId: "adopted", adopt: true });
  new BrazeSendId("dependent", { campaignId, sendId: generated.createdAt.apply((at) => `${at && "later"}`) });
  BrazeSendId.get("read", `${campaignId}/elsewhere`);
};

/** Another campaign for one, `adopt` removed from one, and `sendId` from another. */
const declareChanged = (BrazeSendId: BrazeSendId) => {
  new BrazeSendId("generated", { campaignId });
  new BrazeSendId("own", { campaignId: otherCampaignId, sendId: "own" });
  new BrazeSendId("adopted", { campaignId, sendId: "adopted" });
  new BrazeSendId("dependent", { campaignId });
};

/** The runs in their order. Each one continues with the state that the one before recorded. */
export const scenario: Record<string, Run> = {
  preview: {
    requests: 0,
    start: (stack, BrazeSendId) => stack.preview(() => declareAll(BrazeSendId)),
  },
  create: {
    requests: 3,
    start: (stack, BrazeSendId) => stack.up(() => declareAll(BrazeSendId)),
  },
  change: {
    requests: 1,
    start: (stack, BrazeSendId) => stack.up(() => declareChanged(BrazeSendId)),
  },
  fail: {
    fails: true,
    requests: 2,
    faults: [
      {
        when: { sendId: "rejected" },
        status: 400,
        headers: { "x-request-id": "the-request" },
        body: { message: "the send_id is invalid" },
      },
      { when: { sendId: "unexpected" }, body: { message: "success", send_id: "another" } },
    ],
    start: (stack, BrazeSendId) =>
      stack.up(
        () => {
          declareChanged(BrazeSendId);
          for (const sendId of ["rejected", "unexpected"]) new BrazeSendId(sendId, { campaignId, sendId });
        },
        { continueOnError: true },
      ),
  },
  "keep the unexpected one": {
    requests: 0,
    start: (stack, BrazeSendId) =>
      stack.up(() => {
        declareChanged(BrazeSendId);
        new BrazeSendId("unexpected", { campaignId });
      }),
  },
  import: {
    requests: 0,
    only: "pulumi-braze/native",
    start: (stack) =>
      stack.run(
        ...["import", "braze:index:SendId", "imported", `${campaignId}/imported`],
        ...["--yes", "--skip-preview", "--protect=false", "--generate-code=false"],
      ),
  },
  "refresh and destroy": {
    requests: 0,
    start: (stack) => stack.run("destroy", "--refresh", "--yes", "--skip-preview"),
  },
};
