import { randomUUID } from "node:crypto";
import { createSendIdsRequest, unknownCampaign } from "./api-schemas";
import { type Endpoint, reject, rejectProblems } from "./endpoint";
import { createSendIdsPermission } from "./options";
import { type LedgerEntry, nextReset } from "./workspaces";

/** `POST /sends/id/create`. @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/ */
export const createSendId: Endpoint = {
  method: "POST",
  path: "/sends/id/create",
  permission: createSendIdsPermission,
  /** The daily limit. */
  limitHeaders: (workspace, now) => ({
    "x-ratelimit-limit": workspace ? String(workspace.dailyLimit) : "",
    "x-ratelimit-remaining": workspace ? String(workspace.remaining(now)) : "",
    "x-ratelimit-reset": workspace ? String(nextReset(now).getTime() / 1000) : "",
  }),
  countRejected: (workspace, now) => workspace.countTowardDailyLimit(now),
  handle({ json }, workspace, policy, now) {
    const parsed = createSendIdsRequest.safeParse(json);
    if (!parsed.success) return rejectProblems(parsed.error.issues.map(({ message }) => message));
    const { campaign_id: campaignId, send_id: given } = parsed.data;
    if (!workspace.campaigns.find(campaignId)) return reject(400, unknownCampaign);

    const sendId = given ?? randomUUID();
    const repeated = workspace.has(campaignId, sendId);
    if (repeated && policy.repeatedPair === "error")
      return reject(400, "send_id already exists for this campaign");
    const counted = repeated
      ? policy.repeatedPair === "counted"
      : given !== undefined || policy.countGenerated;
    if (counted && workspace.remaining(now) === 0) {
      return reject(429, "Rate limit exceeded: the daily limit of send IDs for this workspace is used up");
    }
    const entry: LedgerEntry = {
      pair: { workspace: workspace.name, campaignId, sendId, createdAt: now, generated: given === undefined },
      counted,
      repeated,
    };
    const changes = counted || !repeated;
    if (changes) workspace.record(entry);
    return {
      status: policy.successStatus,
      body: { message: "success", send_id: sendId },
      ...(changes && { entry }),
    };
  },
};
