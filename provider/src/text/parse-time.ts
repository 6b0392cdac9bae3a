const format = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/** Parses a date or a time in ISO 8601; undefined for any other text, and for a day that does not exist. */
export function parseTime(text: string): Date | undefined {
  const [, day] = format.exec(text) ?? [];
  if (day === undefined) return undefined;
  // JavaScript reads February 30 as March 2.
  const midnight = new Date(day);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
