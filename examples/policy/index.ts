import { PolicyPack } from "@pulumi/policy";
import { isCreated, recordedElsewhere, replacedBy, sendIdOf } from "./send-id";

let created = 0;

new PolicyPack("braze-send-ids", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "at-most",
      description: "An update creates at most so many send IDs, replacements included.",
      configSchema: {
        properties: { most: { type: "integer", minimum: 0, default: 20 } },
      },
      validateResource(resource, report) {
        const { most } = resource.getConfig<{ most: number }>();
        const sendId = sendIdOf(resource);
        if (sendId === undefined || !isCreated(sendId)) return;
        created += 1;
        if (created > most) {
          report(
            `${sendId.name} would be number ${created} that this update creates, and it may create ${most}. ` +
              'Split the change, or allow more with the policy\'s "most".',
          );
        }
      },
    },
    {
      name: "naming",
      description: "A send ID that is not left to Braze follows the naming rule.",
      configSchema: {
        properties: { pattern: { type: "string", default: "^[a-z0-9]+(-[a-z0-9]+)*$" } },
      },
      validateResource(resource, report) {
        const { pattern } = resource.getConfig<{ pattern: string }>();
        const { sendId, adopt } = sendIdOf(resource) ?? {};
        // One that exists already cannot be named anew.
        if (sendId === undefined || adopt === true) return;
        if (!new RegExp(pattern).test(sendId)) report(`The send ID "${sendId}" does not match ${pattern}.`);
      },
    },
    {
      name: "no-replacement",
      description: "No send ID is replaced, unless it is named in the policy's configuration.",
      configSchema: {
        properties: { allow: { type: "array", items: { type: "string" }, default: [] } },
      },
      validateResource(resource, report) {
        const { allow } = resource.getConfig<{ allow: string[] }>();
        const sendId = sendIdOf(resource);
        if (sendId === undefined || allow.includes(sendId.name)) return;
        const reasons = replacedBy(sendId);
        if (reasons.length > 0) {
          report(
            `${sendId.name} would be replaced (${reasons.join(", ")}): the old send ID stays in Braze, and its analytics ` +
              `with it. If that is meant, name it in the policy's "allow".`,
          );
        }
      },
    },
    {
      name: "no-duplicate",
      description: "No send ID is created that the stack has under another name.",
      validateResource(resource, report) {
        const sendId = sendIdOf(resource);
        if (sendId === undefined || !isCreated(sendId)) return;
        const other = recordedElsewhere(sendId);
        if (other !== undefined) {
          report(
            `${sendId.name} is the send ID "${sendId.sendId}" of campaign ${sendId.campaignId}, which the stack has as ${other}. ` +
              "To rename that resource, give it an alias; to have the send ID a second time, adopt it.",
          );
        }
      },
    },
  ],
});
