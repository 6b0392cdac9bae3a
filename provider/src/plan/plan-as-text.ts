import { type ReplacingArgument, replacingArguments } from "../resources/send-id/replacing-arguments";
import { asCode, escapeText } from "../text/escape";
import { painter } from "../text/paint";
import { bar, change, headline, nameOf, namesWorkspaces, notes, use, warnings, why } from "./phrases";
import type { Plan, PlannedSendId } from "./plan-schema";

const quote = (text: string) => `"${escapeText(text).replaceAll('"', asCode)}"`;

const labels: Readonly<Record<ReplacingArgument, string>> = {
  campaignId: "campaign",
  sendId: "send ID",
  workspace: "workspace",
};

const defaultWorkspace = nameOf({ kind: "default" }, quote);

const signs = {
  create: ["+", "green"],
  replace: ["±", "yellow"],
  adopt: ["=", "cyan"],
  remove: ["-", "dim"],
} as const;

/** The plan for a terminal or a log. */
export function toPlanText(plan: Plan, { colors }: { colors: boolean }): string {
  const paint = painter(colors);
  const of = ({ project, stack }: PlannedSendId) =>
    plan.stacks.length > 1 ? ` of ${quote(`${project}/${stack}`)}` : "";
  const names = plan.workspaces.map(({ workspace }) => nameOf(workspace, quote));
  const width = names.reduce((widest, name) => Math.max(widest, name.length), 0);
  const workspaces = plan.workspaces.map(
    (workspace, index) =>
      `  ${names[index]?.padEnd(width)}  ${bar(workspace, plan)}  ${use(workspace, plan)}`,
  );
  const withWorkspaces = namesWorkspaces(plan);
  const properties = replacingArguments.filter((name) => name !== "workspace" || withWorkspaces);
  const sendIds = plan.sendIds.flatMap((sendId) => {
    const [sign, style] = signs[sendId.operation];
    const values = properties.map((property) => {
      const value = change(sendId, property, quote, " → ");
      return value === defaultWorkspace ? value : `${labels[property]} ${value}`;
    });
    return [
      `  ${paint(style, `${sign} ${sendId.operation.padEnd(7)} ${quote(sendId.name)}`)}${of(sendId)}: ${why(sendId, quote)}`,
      `      ${values.join(", ")}`,
    ];
  });
  const blocks = [
    [paint("bold", headline(plan))],
    [...workspaces, ...notes(plan).map((note) => paint("dim", `  ${note}`))],
    sendIds,
    warnings(plan, quote).map((warning) => paint("yellow", `  ! ${warning}`)),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}
