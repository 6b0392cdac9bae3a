import { Command } from "commander";
import { type Campaign, filterCampaigns, readCampaigns } from "../braze/read-campaigns";
import { explainRead } from "../failures/explain-read";
import { type Column, toCsvTable, toObject, toTerminalTable } from "../text/columns";
import { escapeText } from "../text/escape";
import { toJson } from "../text/json";
import { painter } from "../text/paint";
import { formatCount } from "../text/words";
import {
  again,
  configOption,
  exitCodeOf,
  exitCodes,
  type Format,
  findConnection,
  formatOption,
  progressLine,
  readerOf,
  readSettings,
  terminalOptions,
  withStackConfig,
} from "./braze-access";
import { type CommandContext, writeOutput } from "./command-context";
import { collect } from "./option-values";

interface Flags {
  config?: string;
  workspace?: string;
  tag?: string[];
  format: Format;
}

/** `pulumi-braze campaigns`: the Campaign API Identifiers of a workspace. */
export function campaignsCommand(context: CommandContext): Command {
  return new Command("campaigns")
    .description("List campaigns with their Campaign API Identifiers, which `campaignId` takes.")
    .argument("[text]", "only campaigns whose name contains this text")
    .option("--tag <tag>", "only campaigns with this tag, may be repeated", collect)
    .addOption(configOption())
    .option("--workspace <name>", "list the campaigns of this workspace (default: the default one)")
    .addOption(formatOption())
    .addHelpText(
      "after",
      `
Requires the permission campaigns.list. A key's permissions cannot be edited: use another key if yours lacks it.

Exit codes: 0 the list is complete; ${exitCodes.usage} wrong usage or settings, or the output cannot be written;
${exitCodes.unauthorized} wrong key or instance; ${exitCodes.unreached} Braze was not reached; ${exitCodes.failed} unexpected response; ${exitCodes.forbidden} the permission is missing.`,
    )
    .action(async (text: string | undefined, flags: Flags) => {
      const configuration = await readSettings(flags.config, context);
      const withConfig = flags.config === undefined ? withStackConfig("campaigns") : undefined;
      const connection = findConnection(configuration, flags.workspace, withConfig);
      const progress = progressLine(context);
      const { campaigns, failure } = await readCampaigns(readerOf(configuration, connection), (count) =>
        progress.show(`${formatCount(count, "campaign")} read…`),
      );
      progress.clear();
      if (failure !== undefined) {
        const reason = explainRead(failure, connection, { permission: "campaigns.list", again });
        context.stderr.write(`error: ${reason}\n`);
        context.exitCode = exitCodeOf(failure);
        return;
      }
      const found = filterCampaigns(campaigns, {
        ...(text !== undefined && { text }),
        tags: flags.tag ?? [],
      });
      await writeOutput(context, formatted(found, campaigns.length, flags.format, context));
    });
}

const columns: Column<Campaign>[] = [
  { terminal: "CAMPAIGN API IDENTIFIER", csv: "campaign_id", json: "id", value: ({ id }) => id },
  { terminal: "NAME", csv: "name", json: "name", value: ({ name }) => name },
  { csv: "tags", json: "tags", value: ({ tags }) => tags, field: ({ tags }) => tags.join("; ") },
  {
    terminal: "LAST EDITED",
    csv: "last_edited",
    json: "lastEdited",
    value: ({ lastEdited }) => lastEdited,
    text: ({ lastEdited }) => lastEdited?.slice(0, 10),
  },
  { terminal: "TAGS", value: ({ tags }) => tags.join(", ") },
  { csv: "archived", json: "archived", value: ({ archived }) => archived },
  { csv: "is_api_campaign", json: "isApiCampaign", value: ({ isApiCampaign }) => isApiCampaign },
  {
    terminal: "NOTES",
    value: ({ archived, isApiCampaign }) =>
      [...(archived ? ["archived"] : []), ...(isApiCampaign === false ? ["not API?"] : [])].join(", "),
  },
];

function formatted(found: Campaign[], total: number, format: Format, context: CommandContext): string {
  if (format === "json") return toJson(found.map((campaign) => toObject(columns, campaign)));
  if (format === "csv") return toCsvTable(columns, found);
  return toText(found, total, terminalOptions(context).colors);
}

function toText(found: Campaign[], total: number, colors: boolean): string {
  const paint = painter(colors);
  if (found.length === 0) {
    return total === 0 ? "The workspace has no campaigns.\n" : `None of ${total} campaigns matches.\n`;
  }

  const [head = "", ...rows] = toTerminalTable(columns, found, 60);
  const hints = [
    ...[...sharedNames(found)].map(
      ([name, count]) =>
        `${count} campaigns are named "${escapeText(name, 60)}". Use the identifier to distinguish them.`,
    ),
    ...(found.some(({ isApiCampaign }) => isApiCampaign === false)
      ? [
          '"not API?": Braze does not report it as an API campaign. Send IDs are for messages sent through the API; what Braze reports for API-triggered campaigns is not documented.',
        ]
      : []),
  ];
  const count = found.length === total ? `${total}` : `${found.length} of ${total}`;
  return [
    paint("bold", head),
    ...rows,
    "",
    `${count} campaign${total === 1 ? "" : "s"}`,
    ...hints.map((hint) => paint("dim", hint)),
    "",
  ].join("\n");
}

/** The names that several campaigns have, each with how many. */
function sharedNames(campaigns: readonly Campaign[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of campaigns) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1));
}
