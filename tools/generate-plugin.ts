import * as packageJson from "../provider/package.json";
import { settings } from "../provider/src/configuration/settings";
import { replacingArguments } from "../provider/src/send-id/replacing-arguments";
import { dynamicSendIdType, pluginSendIdType } from "../provider/src/send-id/resource-type";
import { argumentDescriptions } from "./argument-descriptions";
import { functionsOfSchema } from "./generate-functions";
import { membersOf } from "./reference/docstrings";
import { wrap } from "./wrap";

const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const workspaceType = "braze:index:Workspace";

/** The example of the schema's documentation, in each language. */
export const examples = {
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
send ID, and limits how many a workspace creates each day. Changing ${new Intl.ListFormat("en", { type: "disjunction" }).format(replacingArguments.map((name) => `\`${name}\``))} therefore replaces
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

const inputProperties = Object.fromEntries(
  argumentDescriptions.map(({ name, type, description }) => [
    name,
    {
      type,
      description,
      ...(replacingArguments.some((argument) => argument === name) && { willReplaceOnChanges: true }),
    },
  ]),
);
const outputs = membersOf("resource/send-id-outputs.ts", "SendIdOutputs");

/** The type of an output that is declared as `Output<…>`, in the schema's words. */
function outputType(type: string): string {
  const [, found] = /^Output<(string|number|boolean)( \| undefined)?>$/.exec(type) ?? [];
  if (found === undefined) throw new Error(`The schema has no type for ${type}.`);
  return found;
}

/** The settings by their name in a program. */
const configuration = Object.entries(settings).map(([key, setting]) => ({
  name: key.replace("braze:", ""),
  environment: setting.environment,
  description: setting.description,
  seconds: "seconds" in setting ? setting.seconds : undefined,
  secret: "secret" in setting,
}));

function settingProperty({
  name,
  environment,
  description,
  seconds,
  secret,
}: (typeof configuration)[number]) {
  const type =
    name === "workspaces"
      ? { type: "object", additionalProperties: { $ref: `#/types/${workspaceType}` } }
      : { type: seconds === undefined ? "string" : "number" };
  return {
    ...type,
    description: `${withDefault(description, seconds)} Environment variable: \`${environment}\`.`,
    ...(secret && { secret: true }),
  };
}

function withDefault(description: string, seconds: { default: number } | undefined) {
  return seconds === undefined ? description : `${description} Default: ${seconds.default} seconds.`;
}

const variables = Object.fromEntries(
  configuration.map((setting) => [setting.name, settingProperty(setting)]),
);
const workspaceSettings = ["apiKey", "instance", "endpoint"] as const;

/**
 * The plugin's schema, from which Pulumi generates the documentation and an SDK for each language. The descriptions come from
 * the same sources as the reference.
 *
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 */
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
            ...("secret" in settings[`braze:${name}`] && { secret: true }),
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
      requiredInputs: argumentDescriptions.filter(({ required }) => required).map(({ name }) => name),
      properties: Object.fromEntries(
        outputs.map(({ name, type, description }) => [name, { type: outputType(type), description }]),
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

export const pluginSchema = () => JSON.stringify(schema, null, 2);

function docstring(lines: string[], indentation: string): string {
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"]
    .map((line) => indentation + line)
    .join("\n");
}

/** The TypeScript arguments of an explicit provider. */
export const providerArgs =
  () => `// Generated from provider/src/configuration/settings.ts by \`npm run generate\`. Edit that file instead.
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

/** The arguments that the state contains only in encrypted form. */
export const secretArguments: readonly string[] = ${JSON.stringify(configuration.filter(({ secret }) => secret).map(({ name }) => name))};
`;
