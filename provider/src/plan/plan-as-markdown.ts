import { asCode, escapeText } from "../text/escape";
import { bar, change, headline, nameOf, namesWorkspaces, notes, use, warnings, why } from "./phrases";
import type { Plan, PlannedSendId } from "./plan-schema";

/** GitHub rejects a comment of more than 65,536 characters; the difference is for text that a pipeline adds. */
const longest = 60_000;

/**
 * Nothing in a code span is interpreted: no link, no mention, no HTML. Only a backtick ends it, and a bar ends its table
 * cell. Both are replaced by their codes, because renderers differ in how they treat a backslash before them.
 */
const quote = (text: string) => `\`${escapeText(text).replace(/[`|]/g, asCode) || " "}\``;

/** The plan for a comment under a pull request: a heading and tables, or one line if nothing changes. */
export function toPlanMarkdown(plan: Plan): string {
  if (plan.sendIds.length === 0 && plan.interrupted.length === 0) return `${headline(plan)}\n`;
  const severalStacks = plan.stacks.length > 1;
  const withWorkspaces = namesWorkspaces(plan);
  const rows = plan.sendIds.map((sendId) => [
    ...(severalStacks ? [quote(`${sendId.project}/${sendId.stack}`)] : []),
    quote(sendId.name),
    operation(sendId),
    ...(withWorkspaces ? [change(sendId, "workspace", quote, arrow)] : []),
    change(sendId, "campaignId", quote, arrow),
    change(sendId, "sendId", quote, arrow),
    why(sendId, quote),
  ]);
  const columns = [
    ...(severalStacks ? ["Stack"] : []),
    ...["Resource", "Operation"],
    ...(withWorkspaces ? ["Workspace"] : []),
    ...["Campaign", "Send ID", "Why"],
  ];
  const workspaces = plan.workspaces.map((workspace) => [
    nameOf(workspace.workspace, quote),
    `\`${bar(workspace, plan)}\``,
    use(workspace, plan),
  ]);
  const important = warnings(plan, quote).map((warning) => `> - ${warning}\n`);
  return [
    `### ${headline(plan)}\n`,
    table(["Workspace", "", "Daily limit"], workspaces, longest / 6),
    important.length > 0 ? `> [!WARNING]\n${important.join("")}` : "",
    table(columns, rows, longest / 2),
    ...notes(plan).map((note) => `<sub>${note}</sub>\n`),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

const arrow = " →<br>";

const operation = ({ operation }: PlannedSendId) => (operation === "replace" ? "**replace**" : operation);

/** A table with as many rows as fit. */
function table(columns: readonly string[], rows: readonly string[][], room: number): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  const shown: string[] = [];
  let used = 0;
  for (const cells of rows) {
    const text = line(cells);
    used += text.length;
    if (used > room) break;
    shown.push(text);
  }
  const left = rows.length - shown.length;
  return [
    line(columns),
    line(columns.map(() => "---")),
    ...shown,
    left > 0 ? `\n… and ${left} more, which do not fit here.\n` : "",
  ].join("");
}
