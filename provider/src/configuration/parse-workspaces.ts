import { z } from "zod";
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

/** Parses `braze:workspaces`. The values include API keys, so a problem is described by its path only. */
export function parseWorkspaces(text: string): { workspaces: WorkspaceSettings } | { invalidPath: string } {
  const { data, error } = workspaces.safeParse(parseJson(text));
  if (data !== undefined) return { workspaces: data };
  return { invalidPath: ["braze:workspaces", ...(error?.issues[0]?.path ?? [])].join(".") };
}
