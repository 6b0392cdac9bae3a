import { settings } from "../../provider/src/configuration/settings";
import { docstring, memberDocstring } from "./docstring";

/** The settings by their name in a program. */
export const providerSettings = Object.entries(settings).map(([key, setting]) => ({
  name: key.replace("braze:", ""),
  environment: setting.environment,
  description: setting.description,
  seconds: "seconds" in setting ? setting.seconds : undefined,
  secret: "secret" in setting,
}));

/** The settings of one workspace. */
export const workspaceSettings = providerSettings.filter(({ name }) =>
  ["apiKey", "instance", "endpoint"].includes(name),
);

/** The TypeScript arguments of an explicit provider. */
export const providerArgs =
  () => `// Generated from provider/src/configuration/settings.ts by \`npm run generate\`. Edit that file instead.
import type { Input } from "@pulumi/pulumi";

${docstring("Connection of one workspace.")}
export interface WorkspaceArgs {
${workspaceSettings.map(({ name, description }) => `${memberDocstring(description)}\n  ${optional(name, "string")}`).join("\n\n")}
}

${docstring("Arguments of a {@link Provider}.")}
export interface ProviderArgs {
${providerSettings.map(settingMember).join("\n\n")}
}

${docstring("The arguments that the state contains only in encrypted form.")}
export const secretArguments: readonly string[] = ${JSON.stringify(providerSettings.filter(({ secret }) => secret).map(({ name }) => name))};
`;

function settingMember({ name, environment, description, seconds }: (typeof providerSettings)[number]) {
  const number = seconds === undefined ? "string" : "number";
  const type = name === "workspaces" ? "Record<string, Input<WorkspaceArgs>>" : number;
  const byDefault = `\`${environment}\` in the environment${seconds === undefined ? "" : `, otherwise ${seconds.default}`}`;
  return `${memberDocstring(description, [`@defaultValue ${byDefault}`])}\n  ${optional(name, type)}`;
}

const optional = (name: string, type: string) => `${name}?: Input<${type} | undefined> | undefined;`;
