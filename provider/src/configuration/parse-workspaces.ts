import { z } from "zod";
import { escapeText } from "../text/escape";
import { parseJson } from "../text/parse-json";

const setting = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || undefined);

const workspaces = z.record(
  z.string(),
  z.strictObject({ apiKey: setting, endpoint: setting, instance: setting }),
);

/** The value of `braze:workspaces`. */
export type WorkspaceSettings = z.output<typeof workspaces>;

/**
 * Parses `braze:workspaces`. The values include API keys, so a problem is described by its path only. A name without settings may
 * be a key, too, and is shown up to its fifth character.
 */
export function parseWorkspaces(text: string): { workspaces: WorkspaceSettings } | { invalidPath: string } {
  const { data, error } = workspaces.safeParse(parseJson(text));
  if (data !== undefined) return { workspaces: data };
  const [issue] = error?.issues ?? [];
  const path = issue?.path ?? [];
  const shown = issue?.code === "invalid_type" && path.length === 1 ? [escapeText(String(path[0]), 5)] : path;
  return { invalidPath: ["braze:workspaces", ...shown].join(".") };
}
