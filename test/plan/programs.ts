const campaign = (letter: string) => JSON.stringify(`${letter.repeat(8)}-0b7c-4c72-9d80-e59c7f20f0d3`);
const [a, b] = [campaign("a"), campaign("b")];

const program = (body: string) => `
const { ComponentResource } = require("@pulumi/pulumi");
const { BrazeSendId } = require("pulumi-braze");
${body.trim()}
`;

const spring = `new BrazeSendId("spring", { campaignId: ${a}, sendId: "spring-sale" });`;
const weekly = `new BrazeSendId("weekly", { campaignId: ${a} });`;
const outdoor = `new BrazeSendId("outdoor", { campaignId: ${a}, sendId: "outdoor", workspace: "outdoor-brand" });`;
const elsewhere = `BrazeSendId.get("elsewhere", ${a} + "/managed-elsewhere");`;

/** What is deployed before each of {@link changes} is previewed. */
export const deployed = program([spring, weekly, outdoor, elsewhere].join("\n"));

/** Programs that a pull request may change {@link deployed} into: every kind of change, and no change. */
export const changes = {
  create: program(`${spring} ${weekly} ${outdoor} ${elsewhere}
    new BrazeSendId("autumn", { campaignId: ${a}, sendId: "autumn-sale" });
    new BrazeSendId("daily", { campaignId: ${a} });`),
  "replace-campaign": program(`${spring} ${outdoor} ${elsewhere}
    new BrazeSendId("weekly", { campaignId: ${b} });`),
  "replace-send-id": program(`${weekly} ${outdoor} ${elsewhere}
    new BrazeSendId("spring", { campaignId: ${a}, sendId: "spring-sale-2" });`),
  "replace-workspace": program(`${weekly} ${outdoor} ${elsewhere}
    new BrazeSendId("spring", { campaignId: ${a}, sendId: "spring-sale", workspace: "outdoor-brand" });`),
  "replace-delete-first": program(`${weekly} ${outdoor} ${elsewhere}
    new BrazeSendId("spring", { campaignId: ${b}, sendId: "spring" }, { deleteBeforeReplace: true });`),
  "replace-adopting": program(`${weekly} ${outdoor} ${elsewhere}
    new BrazeSendId("spring", { campaignId: ${b}, sendId: "made-by-hand", adopt: true });`),
  adopt: program(`${spring} ${weekly} ${outdoor} ${elsewhere}
    new BrazeSendId("legacy", { campaignId: ${b}, sendId: "made-by-hand", adopt: true });`),
  remove: program(`${weekly} ${elsewhere}`),
  rename: program(`${weekly} ${outdoor} ${elsewhere}
    new BrazeSendId("spring-2026", { campaignId: ${a}, sendId: "spring-sale" });`),
  "rename-with-alias": program(`${weekly} ${outdoor} ${elsewhere}
    new BrazeSendId("spring-2026", { campaignId: ${a}, sendId: "spring-sale" }, { aliases: [{ name: "spring" }] });`),
  "take-over": program(`${spring} ${weekly} ${outdoor}
    new BrazeSendId("elsewhere", { campaignId: ${a}, sendId: "managed-elsewhere" });`),
  unknown: program(`${weekly} ${outdoor} ${elsewhere}
    const first = new BrazeSendId("first", { campaignId: ${b} });
    new BrazeSendId("campaign", { campaignId: first.sendId, sendId: "campaign" });
    new BrazeSendId("send-id", { campaignId: ${b}, sendId: first.sendId });
    new BrazeSendId("workspace", { campaignId: ${b}, workspace: first.sendId });
    new BrazeSendId("adoption", { campaignId: ${b}, sendId: "x", adopt: first.sendId.apply((id) => id !== "") });
    new BrazeSendId("spring", { campaignId: ${a}, sendId: first.sendId });`),
  "two-workspaces": program(`${spring} ${weekly} ${outdoor} ${elsewhere}
    new BrazeSendId("here", { campaignId: ${b} });
    new BrazeSendId("there", { campaignId: ${b}, workspace: "outdoor-brand" });
    new BrazeSendId("there-too", { campaignId: ${b}, workspace: "outdoor-brand" });`),
  "no-change": deployed,
  "no-send-id": program(`${spring} ${weekly} ${outdoor}
    new ComponentResource("shop:index:Campaigns", "campaigns");
    BrazeSendId.get("other", ${b} + "/managed-elsewhere");
    exports.answer = 42;`),
  realistic: program(`${elsewhere}
    new BrazeSendId("weekly", { campaignId: ${b} });
    new BrazeSendId("outdoor", { campaignId: ${a}, sendId: "outdoor-2", workspace: "outdoor-brand" });
    const season = new ComponentResource("shop:index:Season", "season");
    for (const week of [1, 2, 3]) {
      new BrazeSendId(\`winter-\${week}\`, { campaignId: ${b}, sendId: \`winter-\${week}\` }, { parent: season });
    }
    new BrazeSendId("reminder", { campaignId: ${b}, workspace: "outdoor-brand" });
    new BrazeSendId("legacy", { campaignId: ${b}, sendId: "made-by-hand", adopt: true });`),
};

/** A program whose preview fails. */
export const faulty = program(
  `new BrazeSendId("spring", { campaignId: "https://dashboard.braze.com/campaigns" });`,
);

/** The name of one of {@link changes}. */
export type Change = keyof typeof changes;
