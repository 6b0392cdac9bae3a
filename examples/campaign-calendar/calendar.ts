import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { isWeek } from "./weeks";

const week = z.string().refine(isWeek, "is not an ISO 8601 week, such as 2026-W51");

const calendar = z.record(
  z.string(),
  z
    .strictObject({ campaignId: z.string(), first: week, last: week })
    .refine(({ first, last }) => first <= last, "the last week comes before the first"),
);

/**
 * Reads the campaigns by name.
 *
 * @throws if the file is invalid. The message says where.
 */
export function readCalendar(file: string): z.output<typeof calendar> {
  const { data, error } = calendar.safeParse(parse(readFileSync(file, "utf8")));
  if (data === undefined) throw new Error(`${file} is not a valid calendar:\n${z.prettifyError(error)}`);
  return data;
}
