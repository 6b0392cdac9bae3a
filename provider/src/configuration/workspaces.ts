import { z } from "zod";
import { parseJson } from "../text/parse-json";

const workspaces = z.record(
  z.string(),
  z.strictObject({
    apiKey: z.string().optional(),
    endpoint: z.string().optional(),
    instance: z.string().optional(),
  }),
);

/** The value of `braze:workspaces`. */
export type Workspaces = z.output<typeof workspaces>;

/** Reads `braze:workspaces`. Its values are keys: of a fault it names the place, never what stands there. */
export function parseWorkspaces(text: string): { workspaces: Workspaces } | { faultAt: string } {
  const { data, error } = workspaces.safeParse(parseJson(text));
  if (data !== undefined) return { workspaces: data };
  return { faultAt: ["braze:workspaces", ...(error?.issues[0]?.path ?? [])].join(".") };
}
