import * as packageJson from "../../provider/package.json";
import { resources } from "../../provider/src/resources/resources";
import { documentationOf } from "./documentation";
import {
  argumentsOf,
  describedFunctions,
  namedTypes,
  outputsOf,
  type Property,
  propertiesOf,
  providerSettings,
  type Schema,
} from "./schemas";

const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";

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

/** The documentation of the resource. */
const description = () => `${documentationOf("program/braze-send-id.ts", "BrazeSendId")}

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

const token = (type: string) => `braze:index:${type}`;

function typeOf({ type, title, items, additionalProperties }: Schema): object {
  if (title !== undefined) return { $ref: `#/types/${token(title)}` };
  return {
    type,
    ...(items && { items: typeOf(items) }),
    ...(additionalProperties && { additionalProperties: typeOf(additionalProperties) }),
  };
}

/** Properties by name, each with what else the schema says of it. */
const byName = (properties: Property[], more: (property: Property) => object = () => ({})) =>
  Object.fromEntries(
    properties.map((property) => {
      const { name, description, secret } = property;
      return [name, { ...typeOf(property), description, ...(secret && { secret }), ...more(property) }];
    }),
  );

const required = (properties: Property[]) =>
  properties.filter(({ optional }) => !optional).map(({ name }) => name);

const objectOf = (properties: Property[]) => ({
  type: "object",
  properties: byName(properties),
  required: required(properties),
});

const resourceSchema = (resource: (typeof resources)[number]) => ({
  description: description(),
  inputProperties: byName(argumentsOf(resource), ({ name }) =>
    resource.schema().replacing.includes(name) ? { willReplaceOnChanges: true } : {},
  ),
  requiredInputs: required(argumentsOf(resource)),
  properties: byName(outputsOf(resource)),
  required: required(outputsOf(resource)),
  aliases: [{ type: resource.dynamicType }],
});

const settings = byName(providerSettings, ({ description, defaultValue }) => ({
  description: `${description} Default: ${defaultValue}.`,
}));

const types = namedTypes([...providerSettings, ...describedFunctions.map(({ result }) => result)]);

/**
 * The plugin's schema, from which Pulumi generates the documentation and an SDK for each language. The descriptions come from
 * the same sources as the reference.
 *
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 */
const schema = () => ({
  $schema: "https://raw.githubusercontent.com/pulumi/pulumi/master/pkg/codegen/schema/pulumi.json",
  name: "braze",
  displayName: "Braze",
  version: packageJson.version,
  description: "Braze send IDs as code.",
  keywords: ["pulumi", "braze", "category/utility", "kind/native"],
  publisher: "pulumi-braze",
  license: packageJson.license,
  ...("pluginDownloadURL" in packageJson && { pluginDownloadURL: packageJson.pluginDownloadURL }),
  config: { variables: settings },
  types: Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      token(name),
      { description: type.description, ...objectOf(propertiesOf(type)) },
    ]),
  ),
  provider: {
    description:
      "A connection to Braze. Each setting that is omitted is read from the environment of the process that runs Pulumi.",
    inputProperties: settings,
  },
  resources: Object.fromEntries(resources.map((resource) => [resource.type, resourceSchema(resource)])),
  functions: Object.fromEntries(
    describedFunctions.map(({ token, description, args, result }) => [
      token,
      { description, inputs: objectOf(args), outputs: objectOf(propertiesOf(result)) },
    ]),
  ),
  language: {
    go: { importBasePath: "pulumi-braze/sdk/go/braze", respectSchemaVersion: true },
    // Without a name here, `pulumi package add` generates the SDK `@pulumi/braze`, and `pulumi import` prints code for it.
    nodejs: { respectSchemaVersion: true },
    python: { packageName: "pulumi_braze", pyproject: { enabled: true }, respectSchemaVersion: true },
  },
});

export const pluginSchema = () => JSON.stringify(schema(), null, 2);
