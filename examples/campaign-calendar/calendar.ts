import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { isWeek } from "./weeks";

const week = z.string().refine(isWeek, "is not a week of ISO 8601, such as 2026-W51");

const calendar = z.record(
  z.string(),
  z
    .strictObject({ campaignId: z.string(), first: week, last: week })
    .refine(({ first, last }) => first <= last, "the last week comes before the first"),
);

/** The campaigns by name. What is wrong with the file is an error that says where. */
export function readCalendar(file: string): z.output<typeof calendar> {
  const { data, error } = calendar.safeParse(parse(readFileSync(file, "utf8")));
  if (data === undefined) throw new Error(`${file} is no calendar:\n${z.prettifyError(error)}`);
  return data;
}
