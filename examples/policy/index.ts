import { PolicyPack } from "@pulumi/policy";
import { isCreated, recordedElsewhere, replacedBy, sendIdOf } from "./send-id";

let created = 0;

new PolicyPack("braze-send-ids", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "at-most",
      description: "Limits how many send IDs an update creates, including replacements.",
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
            `${sendId.name} would be send ID number ${created} of this update, which may create ${most}. ` +
              'Split the change, or increase "most" in the policy\'s configuration.',
          );
        }
      },
    },
    {
      name: "naming",
      description: "Requires custom send IDs to match a pattern.",
      configSchema: {
        properties: { pattern: { type: "string", default: "^[a-z0-9]+(-[a-z0-9]+)*$" } },
      },
      validateResource(resource, report) {
        const { pattern } = resource.getConfig<{ pattern: string }>();
        const { sendId, adopt } = sendIdOf(resource) ?? {};
        // An existing send ID cannot be renamed.
        if (sendId === undefined || adopt === true) return;
        if (!new RegExp(pattern).test(sendId)) report(`The send ID "${sendId}" does not match ${pattern}.`);
      },
    },
    {
      name: "no-replacement",
      description: "Rejects replacements, unless the resource is listed in the policy's configuration.",
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
            `${sendId.name} would be replaced (${reasons.join(", ")}). The old send ID and its analytics remain in Braze. ` +
              `If this is intended, add it to "allow" in the policy's configuration.`,
          );
        }
      },
    },
    {
      name: "no-duplicate",
      description: "Rejects a send ID that the stack has under another name.",
      validateResource(resource, report) {
        const sendId = sendIdOf(resource);
        if (sendId === undefined || !isCreated(sendId)) return;
        const other = recordedElsewhere(sendId);
        if (other !== undefined) {
          report(
            `${sendId.name} is the send ID "${sendId.sendId}" of campaign ${sendId.campaignId}, which the stack records as ${other}. ` +
              "To rename the resource, add an alias. To declare the send ID a second time, adopt it.",
          );
        }
      },
    },
  ],
});
