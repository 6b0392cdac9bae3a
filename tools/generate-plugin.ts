/**
 * Generates the plugin's schema, from which Pulumi generates the documentation and an SDK for each language, and the
 * TypeScript arguments of an explicit provider. The descriptions come from the same sources as the reference.
 * `npm run generate` writes the files; `--check` writes nothing and fails if one is out of date.
 *
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import * as packageJson from "../provider/package.json";
import { settings } from "../provider/src/configuration/settings";
import { sendIdArguments } from "../provider/src/send-id/arguments";
import { replacingArguments } from "../provider/src/send-id/diff";
import { dynamicSendIdType, pluginSendIdType } from "../provider/src/send-id/resource-type";
import { functionsOfSchema } from "./generate-functions";
import { membersOf } from "./reference/docstrings";
import { wrap } from "./wrap";

const provider = resolve(__dirname, "../provider");
const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const workspaceType = "braze:index:Workspace";

const examples = {
  typescript: `import * as braze from "@pulumi/braze";

const winterSale = new braze.SendId("winter-sale", {
  campaignId: "${campaignId}",
  sendId: "winter-sale-2026",
});

export const sendId = winterSale.sendId;`,
  python: `import pulumi
import pulumi_braze as braze

winter_sale = braze.SendId(
    "winter-sale",
    campaign_id="${campaignId}",
    send_id="winter-sale-2026",
)

pulumi.export("sendId", winter_sale.send_id)`,
  go: `package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-braze/sdk/go/braze"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		winterSale, err := braze.NewSendId(ctx, "winter-sale", &braze.SendIdArgs{
			CampaignId: pulumi.String("${campaignId}"),
			SendId:     pulumi.String("winter-sale-2026"),
		})
		if err != nil {
			return err
		}
		ctx.Export("sendId", winterSale.SendId)
		return nil
	})
}`,
  yaml: `resources:
  winter-sale:
    type: braze:SendId
    properties:
      campaignId: ${campaignId}
      sendId: winter-sale-2026
outputs:
  sendId: \${winter-sale.sendId}`,
};

const description = `A Braze send ID: the key that groups the analytics of a campaign's API sends.

Pulumi creates it with one request to \`POST /sends/id/create\` and records it. Braze has no way to read, change, or delete a
send ID, and limits how many a workspace creates each day. Changing \`campaignId\`, \`sendId\`, or \`workspace\` therefore replaces
the send ID, and removing the resource only removes it from the state.

{{% examples %}}
## Example Usage
{{% example %}}

${Object.entries(examples)
  .map(([language, code]) => `\`\`\`${language}\n${code}\n\`\`\``)
  .join("\n\n")}

{{% /example %}}
{{% /examples %}}

## Import

Import a send ID by its campaign and its send ID. No request is sent, and Braze offers no way to check that it exists.

\`\`\`sh
pulumi import braze:index:SendId winter-sale ${campaignId}/winter-sale-2026
\`\`\`

Precede the ID with the name of its workspace if that is not the default one:

\`\`\`sh
pulumi import braze:index:SendId winter-sale outdoor@${campaignId}/winter-sale-2026
\`\`\``;

interface Argument {
  type: string;
  description: string;
}

const { properties: sendIdProperties, required } = z.toJSONSchema(sendIdArguments);
const inputProperties = Object.fromEntries(
  Object.entries(sendIdProperties as unknown as Record<string, Argument>).map(([name, property]) => [
    name,
    {
      type: property.type,
      description: property.description,
      ...(replacingArguments.some((argument) => argument === name) && { willReplaceOnChanges: true }),
    },
  ]),
);
const outputs = membersOf("resource/send-id-outputs.ts", "SendIdOutputs");

/** The settings by their name in a program. */
const configuration = Object.entries(settings).map(([key, setting]) => ({
  name: key.replace("braze:", ""),
  environment: setting.environment,
  description: setting.description,
  seconds: "seconds" in setting ? setting.seconds : undefined,
}));

function settingProperty({ name, environment, description, seconds }: (typeof configuration)[number]) {
  const type =
    name === "workspaces"
      ? { type: "object", additionalProperties: { $ref: `#/types/${workspaceType}` } }
      : { type: seconds === undefined ? "string" : "number" };
  return {
    ...type,
    description: `${withDefault(description, seconds)} Environment variable: \`${environment}\`.`,
    ...(["apiKey", "workspaces"].includes(name) && { secret: true }),
  };
}

function withDefault(description: string, seconds: { default: number } | undefined) {
  return seconds === undefined ? description : `${description} Default: ${seconds.default} seconds.`;
}

const variables = Object.fromEntries(
  configuration.map((setting) => [setting.name, settingProperty(setting)]),
);
const workspaceSettings = ["apiKey", "instance", "endpoint"] as const;

const schema = {
  $schema: "https://raw.githubusercontent.com/pulumi/pulumi/master/pkg/codegen/schema/pulumi.json",
  name: "braze",
  displayName: "Braze",
  version: packageJson.version,
  description: "Braze send IDs as code.",
  keywords: ["pulumi", "braze", "category/utility", "kind/native"],
  publisher: "pulumi-braze",
  license: packageJson.license,
  ...("pluginDownloadURL" in packageJson && { pluginDownloadURL: packageJson.pluginDownloadURL }),
  config: { variables },
  types: {
    ...functionsOfSchema.types,
    [workspaceType]: {
      type: "object",
      description: "Connection of one workspace.",
      properties: Object.fromEntries(
        workspaceSettings.map((name) => [
          name,
          {
            type: "string",
            description: settings[`braze:${name}`].description,
            ...(name === "apiKey" && { secret: true }),
          },
        ]),
      ),
    },
  },
  provider: {
    description:
      "A connection to Braze. Each setting that is omitted is read from the environment of the process that runs Pulumi.",
    inputProperties: variables,
  },
  resources: {
    [pluginSendIdType]: {
      description,
      inputProperties,
      requiredInputs: required,
      properties: Object.fromEntries(
        outputs.map(({ name, description }) => [name, { type: "string", description }]),
      ),
      required: outputs.filter(({ type }) => !type.includes("undefined")).map(({ name }) => name),
      aliases: [{ type: dynamicSendIdType }],
    },
  },
  functions: functionsOfSchema.functions,
  language: {
    go: { importBasePath: "pulumi-braze/sdk/go/braze", respectSchemaVersion: true },
    // Without a name here, `pulumi package add` generates the SDK `@pulumi/braze`, and `pulumi import` prints code for it.
    nodejs: { respectSchemaVersion: true },
    python: { packageName: "pulumi_braze", pyproject: { enabled: true }, respectSchemaVersion: true },
  },
};

function docstring(lines: string[], indentation: string): string {
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"]
    .map((line) => indentation + line)
    .join("\n");
}

const providerArgs = `// Generated from provider/src/configuration/settings.ts by \`npm run generate\`. Edit that file instead.
import type { Input } from "@pulumi/pulumi";

/** Connection of one workspace. */
export interface WorkspaceArgs {
${workspaceSettings
  .map(
    (name) =>
      `${docstring(wrap(settings[`braze:${name}`].description), "  ")}\n  ${name}?: Input<string | undefined> | undefined;`,
  )
  .join("\n\n")}
}

/** Arguments of a {@link Provider}. */
export interface ProviderArgs {
${configuration
  .map(({ name, environment, description, seconds }) => {
    const type =
      name === "workspaces"
        ? "Record<string, Input<WorkspaceArgs>>"
        : seconds === undefined
          ? "string"
          : "number";
    const byDefault = `\`${environment}\` in the environment${seconds === undefined ? "" : `, otherwise ${seconds.default}`}`;
    const lines = [...wrap(description), "", `@defaultValue ${byDefault}`];
    return `${docstring(lines, "  ")}\n  ${name}?: Input<${type} | undefined> | undefined;`;
  })
  .join("\n\n")}
}
`;

const schemaFile = resolve(provider, "schema.json");
const argsFile = resolve(provider, "src/resource/provider-args.ts");
if (!process.argv.includes("--check")) {
  writeFileSync(schemaFile, JSON.stringify(schema, null, 2));
  writeFileSync(argsFile, providerArgs);
} else {
  const written = JSON.parse(readFileSync(schemaFile, "utf8"));
  const stale = [
    // The formatter decides on line breaks.
    ...(isDeepStrictEqual(written, JSON.parse(JSON.stringify(schema))) ? [] : ["schema.json"]),
    ...(readFileSync(argsFile, "utf8") === providerArgs ? [] : ["provider-args.ts"]),
  ];
  for (const file of stale) console.error(`${file} is out of date. Run: npm run generate`);
  if (stale.length > 0) process.exitCode = 1;
}
