const head =
  'import { BrazeSendId } from "pulumi-braze";\nconst campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";\n';

/** Programs that must compile with all options. */
export const valid: Record<string, string> = {
  "every argument": `
    import * as pulumi from "@pulumi/pulumi";
    import { BrazeSendId, type BrazeSendIdArgs } from "pulumi-braze";
    const args: BrazeSendIdArgs = { campaignId: "x", sendId: "y", workspace: "z", adopt: true };
    const made: BrazeSendId = new BrazeSendId("made", args, { protect: true, retainOnDelete: true });
    export const sendId: pulumi.Output<string> = made.sendId;
    export const campaignId: pulumi.Output<string> = made.campaignId;
    export const createdAt: pulumi.Output<string | undefined> = made.createdAt;
    export const workspace: pulumi.Output<string | undefined> = made.workspace;`,
  "values not known yet": `
    import * as pulumi from "@pulumi/pulumi";
    import { BrazeSendId } from "pulumi-braze";
    const first = new BrazeSendId("first", { campaignId: pulumi.output("x"), sendId: Promise.resolve("y") });
    new BrazeSendId("second", { campaignId: first.campaignId, sendId: pulumi.interpolate\`\${first.sendId}-2\`, workspace: first.workspace.apply((name) => name ?? "z") });`,
  "arguments that may be undefined": `
    import { BrazeSendId } from "pulumi-braze";
    const name: string | undefined = process.env.WORKSPACE;
    new BrazeSendId("one", { campaignId: "x", workspace: name, sendId: undefined, adopt: undefined });`,
  "outputs that may be undefined": `
    import * as pulumi from "@pulumi/pulumi";
    import { BrazeSendId } from "pulumi-braze";
    import { BrazeSendId as Native, Provider } from "pulumi-braze/native";
    const a = new BrazeSendId("a", { campaignId: "x" });
    const config = new pulumi.Config();
    const adopt: Promise<boolean | undefined> = Promise.resolve(config.getBoolean("adopt"));
    const args = { campaignId: "x", workspace: a.workspace, sendId: config.getSecret("sendId"), adopt };
    for (const SendId of [BrazeSendId, Native]) new SendId("b", args);
    const instance = config.getSecret("instance");
    new Provider("p", { apiKey: config.getSecret("key"), instance, workspaces: { w: { apiKey: config.getSecret("w"), instance } } });`,
  "lookups by name": `
    import * as pulumi from "@pulumi/pulumi";
    import { BrazeSendId, type Campaign, type GetCampaignArgs, getCampaign, getCampaignOutput, getCampaigns, getCampaignsOutput } from "pulumi-braze";
    import { getCampaign as getNative, getCampaignOutput as getNativeOutput, Provider } from "pulumi-braze/native";
    const args: GetCampaignArgs = { name: "Spring sale", workspace: "w", includeArchived: true };
    const found: Promise<Campaign> = getCampaign(args);
    const name: pulumi.Output<string> = getCampaignOutput({ name: pulumi.output("x"), workspace: undefined }).name;
    new BrazeSendId("a", { campaignId: found.then(({ campaignId }) => campaignId), sendId: getCampaignOutput({ name }).lastEdited });
    export const all: Promise<string[]> = getCampaigns().then(({ campaigns }) => campaigns.flatMap(({ tags }) => tags));
    export const first: pulumi.Output<string | undefined> = getCampaignsOutput({ tags: [name] }).campaigns.apply(([one]) => one?.campaignId);
    export const native: Promise<Campaign> = getNative(args, { provider: new Provider("p") });
    export const output = getNativeOutput(args, { dependsOn: new BrazeSendId("b", { campaignId: "x" }) }).archived;`,
  "an existing one": `
    import { BrazeSendId } from "pulumi-braze";
    export const read: string = BrazeSendId.get("read", "x/y").urn && "read";`,
  "the emulator": `
    import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
    export const started: Promise<Emulator> = startEmulator({ apiKey: defaultApiKey, dailyLimit: 5 });
    const campaigns = ["a", { id: "b", tags: ["c"] as readonly string[] }] as const;
    void startEmulator({ workspaces: [{ apiKeys: ["d", { key: "e", permissions: [] }], campaigns }] as const }).then((emulator) =>
      emulator.script({ status: 429, body: new Error(), when: { campaignId: "b" }, headers: { "retry-after": null } }));`,
};

/** Programs that must not compile, with the compiler's message. */
export const invalid: Record<string, { source: string; says: RegExp }> = {
  "an unknown option of the emulator": {
    source: `import { startEmulator } from "pulumi-braze/emulator"; void startEmulator({ prot: 1 });`,
    says: /'prot' does not exist in type/,
  },
  "an unknown fault": {
    source: `import { startEmulator } from "pulumi-braze/emulator"; void startEmulator().then((it) => it.script({ drop: "no" }));`,
    says: /Type '"no"' is not assignable/,
  },
  "without a campaign": {
    source: `${head}new BrazeSendId("a", { sendId: "x" });`,
    says: /'campaignId' is missing/,
  },
  "without arguments": { source: `${head}new BrazeSendId("a");`, says: /Expected 2-3 arguments, but got 1/ },
  "without a name": {
    source: `${head}new BrazeSendId({ campaignId });`,
    says: /Expected 2-3 arguments, but got 1/,
  },
  "a campaign that may be undefined": {
    source: `${head}new BrazeSendId("a", { campaignId: process.env.CAMPAIGN });`,
    says: /'string \| undefined' is not assignable to type 'Input<string>'/,
  },
  "a campaign that is a number": {
    source: `${head}new BrazeSendId("a", { campaignId: 7 });`,
    says: /'number' is not assignable to type 'Input<string>'/,
  },
  "a send ID that is a number": {
    source: `${head}new BrazeSendId("a", { campaignId, sendId: 7 });`,
    says: /'number' is not assignable/,
  },
  "adopt as text": {
    source: `${head}new BrazeSendId("a", { campaignId, sendId: "x", adopt: "yes" });`,
    says: /'string' is not assignable to type 'Input<boolean \| undefined>'/,
  },
  "an argument with Braze's name": {
    source: `${head}new BrazeSendId("a", { campaignId, send_id: "x" });`,
    says: /'send_id' does not exist in type 'BrazeSendIdArgs'/,
  },
  "the key as an argument": {
    source: `${head}new BrazeSendId("a", { campaignId, apiKey: "x" });`,
    says: /'apiKey' does not exist in type 'BrazeSendIdArgs'/,
  },
  "a lookup without a name": {
    source: `import { getCampaign } from "pulumi-braze"; getCampaign({});`,
    says: /'name' is missing/,
  },
  "a lookup by an output, as a promise": {
    source: `import { getCampaign } from "pulumi-braze"; import { output } from "@pulumi/pulumi"; getCampaign({ name: output("x") });`,
    says: /'OutputInstance<string>' is not assignable|Output<string>' is not assignable/,
  },
  "an output as an argument": {
    source: `${head}new BrazeSendId("a", { campaignId, createdAt: "x" });`,
    says: /'createdAt' does not exist in type 'BrazeSendIdArgs'/,
  },
  "an option that resources do not have": {
    source: `${head}new BrazeSendId("a", { campaignId }, { protected: true });`,
    says: /'protected' does not exist in type 'CustomResourceOptions'/,
  },
  "an output that is assigned": {
    source: `${head}const a = new BrazeSendId("a", { campaignId });\na.sendId = a.campaignId;`,
    says: /Cannot assign to 'sendId' because it is a read-only property/,
  },
  "an output that it does not have": {
    source: `${head}new BrazeSendId("a", { campaignId }).apiKey;`,
    says: /'apiKey' does not exist on type 'BrazeSendId'/,
  },
  "an output used as text": {
    source: `${head}export const id: string = new BrazeSendId("a", { campaignId }).sendId;`,
    says: /is not assignable to type 'string'/,
  },
  "a creation time that may be undefined": {
    source: `${head}new BrazeSendId("a", { campaignId }).createdAt.apply((at) => at.length);`,
    says: /'at' is possibly 'undefined'/,
  },
  "`get` without an id": {
    source: `${head}BrazeSendId.get("a");`,
    says: /Expected 2-3 arguments/,
  },
  "an export that is not public": {
    source: 'import { sendIdArguments } from "pulumi-braze";\nexport { sendIdArguments };',
    says: /no exported member 'sendIdArguments'/,
  },
  "a file of the package": {
    source: 'import { x } from "pulumi-braze/dist/configuration";\nexport { x };',
    says: /Cannot find module 'pulumi-braze\/dist/,
  },
};
