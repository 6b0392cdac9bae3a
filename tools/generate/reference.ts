import { instances } from "../../provider/src/braze/instances";
import { settings } from "../../provider/src/configuration/settings";
import { behaviors } from "../../provider/src/emulator/behaviors";
import { sendId } from "../../provider/src/resources/send-id";
import { pulumiBraze } from "../../test/support/pulumi-braze";
import { type Member, membersOf } from "./documentation";
import { messageSections } from "./messages";
import { examples } from "./plugin-schema";
import {
  argumentsOf,
  describedFunctions,
  outputsOf,
  type Property,
  propertiesOf,
  type Schema,
} from "./schemas";

/** Generates `provider/REFERENCE.md` from the code. */
export async function makeReference(): Promise<string> {
  return `# Reference

Generated from the code with \`npm run generate\`. [The README](../README.md) is the introduction.

- [Arguments](#arguments)
- [Outputs](#outputs)
- [Functions](#functions)
- [Configuration](#configuration)
- [Messages](#messages)
- [Command line](#command-line)
- [Emulator](#emulator)

## Arguments

\`new BrazeSendId(name, args, opts?)\`

${argumentTable(argumentsOf(sendId))}

Each can be a value or an output of another resource.

## Outputs

${resultTable("output", outputsOf(sendId))}

The \`id\` is \`<campaignId>/<sendId>\`. \`BrazeSendId.get(name, id, opts?)\` references an existing send ID.

## Functions

Each also exists with \`Output\` at the end of its name, for arguments that are outputs. [Campaigns by name](../docs/campaigns-by-name.md) shows how
to use them.

${describedFunctions
  .map(
    ({ name, description, args, result }) =>
      `### ${name}\n\n${description}\n\n${argumentTable(args)}\n\n${resultTable("result", propertiesOf(result))}`,
  )
  .join("\n\n")}

## Configuration

Stack configuration overrides the environment.

${configurationTable()}

The environment also controls: \`BRAZE_DEBUG=1\` shows every request and response in the diagnostics, up to 4,000 characters each,
without the key. \`HTTPS_PROXY\`,
\`NO_PROXY\`, and \`NODE_EXTRA_CA_CERTS\` have their usual meaning in Node.js and curl.

### Instances

${table(
  ["instance", "REST API"],
  Object.entries(instances).map(([name, host]) => [`\`${name}\``, `\`https://${host}\``]),
)}

For an instance that is not listed, set \`braze:endpoint\`.

## Messages

${await makeMessages()}

## Command line

${await commandHelp("emulator")}

Exit codes: 0 after \`SIGINT\` or \`SIGTERM\`; 2 for wrong usage, or if the emulator cannot start.

${await commandHelp("plan")}

${(await Promise.all(["check", "campaigns", "list", "results"].map(commandHelp))).join("\n\n")}

## Emulator

\`startEmulator(options?)\` from \`pulumi-braze/emulator\`.

### Options

${membersTable(membersOf("emulator/options.ts", "EmulatorOptions"))}

A workspace:

${membersTable(membersOf("emulator/options.ts", "WorkspaceOptions"))}

### A running emulator

${membersTable(membersOf("emulator/start-emulator.ts", "Emulator"))}

### Faults

\`emulator.script(fault)\` injects a dropped request, a custom response, or a change of the regular response.

${membersTable(membersOf("emulator/faults.ts", "Fault"))}

\`when\` selects requests:

${membersTable(membersOf("emulator/faults.ts", "FaultCondition"))}

### Behaviors, and how we know that Braze has them

${table(
  ["status", "behavior", "known from", "option"],
  behaviors.map(({ status, behavior, source, option }) => [
    String(status ?? ""),
    behavior,
    source,
    option === undefined ? "" : `\`${option}\``,
  ]),
)}
`;
}

/** The messages of the reference. */
export async function makeMessages(): Promise<string> {
  const sections = await messageSections();
  return sections
    .flatMap(({ title, note, messages }) => [
      `### ${title}`,
      ...(note === "" ? [] : [note]),
      ...messages.map(({ when, text }) => `${when}:\n\n\`\`\`text\n${text}\n\`\`\``),
    ])
    .join("\n\n");
}

const argumentTable = (properties: Property[]) =>
  table(
    ["argument", "type", "meaning", "default", "example"],
    properties.map(({ name, description, optional, defaultValue = "", examples = [], ...schema }) => [
      `\`${name}\``,
      typeName(schema),
      description,
      optional ? defaultValue : "required",
      examples.map((example) => `\`${JSON.stringify(example)}\``).join(", "),
    ]),
  );

/** What a resource or a function returns. A list of objects is followed by the properties of one. */
function resultTable(title: string, properties: Property[]): string {
  const rowsOf = (part: Property, prefix = ""): string[][] => [
    [`\`${prefix}${part.name}\``, typeName(part) + (part.optional ? " or undefined" : ""), part.description],
    ...propertiesOf(part.items ?? part).flatMap((inner) => rowsOf(inner, `${prefix}${part.name}[].`)),
  ];
  return table(
    [title, "type", "meaning"],
    properties.flatMap((property) => rowsOf(property)),
  );
}

const typeName = ({ type, items }: Schema) => (items === undefined ? type : `list of ${items.type}s`);

/** A page with the current table of the settings. */
export const updateSettings = (page: string) =>
  page.replace(/^\| stack configuration.+\n(\|.+\n)+/m, () => `${configurationTable()}\n`);

/** A page with the current example of the plugin's schema in each language. */
export const updateExamples = (page: string) =>
  page.replace(/^```(\w+)\n.*?^```$/gms, (block, language: string) =>
    language in examples
      ? `\`\`\`${language}\n${examples[language as keyof typeof examples]}\n\`\`\``
      : block,
  );

function configurationTable(): string {
  return table(
    ["stack configuration", "environment", "meaning", "default"],
    Object.entries(settings).map(([name, setting]) => [
      `\`${name}\``,
      `\`${setting.environment}\``,
      setting.description,
      "seconds" in setting
        ? `${setting.seconds.default} s; ${setting.seconds.minimum} to ${setting.seconds.maximum}`
        : "",
    ]),
  );
}

const membersTable = (members: Member[]) =>
  table(
    ["name", "type", "meaning", "default"],
    members.map(({ name, type, description, default: byDefault = "" }) => [
      `\`${name}\``,
      `\`${type}\``,
      description,
      byDefault,
    ]),
  );

async function commandHelp(command: string): Promise<string> {
  const { stdout } = await pulumiBraze([command, "--help"]);
  return `### pulumi-braze ${command}\n\n\`\`\`text\n${stdout.trim()}\n\`\`\``;
}

/** A Markdown table without empty columns, formatted like the rest of the documentation. */
function table(head: string[], rows: string[][]): string {
  const kept = head.flatMap((_, at) => (rows.some((cells) => cells[at] !== "") ? [at] : []));
  const cells = [head, ...rows].map((row) => kept.map((at) => escaped(row[at] ?? "")));
  const widths = kept.map((_, at) => Math.max(3, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [titles = [], ...rest] = cells;
  return [line(titles), line(widths.map((width) => "-".repeat(width))), ...rest.map(line)].join("\n");
}

/** Escapes text for a cell of a Markdown table. */
const escaped = (text: string) =>
  text.replaceAll("|", "\\|").replace(/`[^`]*`|</g, (found) => (found === "<" ? "&lt;" : found));
