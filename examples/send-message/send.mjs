// Sends a message with the send ID in a file: node send.mjs send-id.json
import { readFile } from "node:fs/promises";

const { BRAZE_API_KEY, BRAZE_REST_ENDPOINT } = process.env;
const { campaignId, sendId } = JSON.parse(await readFile(process.argv[2], "utf8"));

// https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_send_messages/
const response = await fetch(new URL("/messages/send", BRAZE_REST_ENDPOINT), {
  method: "POST",
  headers: { Authorization: `Bearer ${BRAZE_API_KEY}`, "Content-Type": "application/json" },
  body: JSON.stringify({
    campaign_id: campaignId,
    send_id: sendId,
    external_user_ids: ["a-user-of-yours"],
    messages: {
      email: {
        app_id: "an-app-of-yours",
        from: "Winter Sale <sale@example.com>",
        subject: "Winter sale",
        body: "<p>It has begun.</p>",
        message_variation_id: "the-campaign-s-email",
      },
    },
  }),
});
console.log(response.status, await response.text());
process.exitCode = response.ok ? 0 : 1;
