const day = 24 * 60 * 60 * 1000;

/** Days since Monday. */
const weekday = (time: number) => (new Date(time).getUTCDay() + 6) % 7;

/** The Monday of a week such as 2026-W51. The first week of a year is the one with January 4th. */
function mondayOf(week: string): number {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(week) ?? [];
  const fourth = Date.UTC(Number(year), 0, 4);
  return fourth + ((Number(number) - 1) * 7 - weekday(fourth)) * day;
}

/** The week that contains a time. A week belongs to the year of its Thursday. */
function weekOf(time: number): string {
  const thursday = time + (3 - weekday(time)) * day;
  const year = new Date(thursday).getUTCFullYear();
  const number = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * day));
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** Whether the week exists: not every year has a week 53. */
export const isWeek = (text: string) => Number.isFinite(mondayOf(text)) && weekOf(mondayOf(text)) === text;

/** The weeks from the first to the last, inclusive. */
export function weeksBetween(first: string, last: string): string[] {
  const weeks = [];
  for (let monday = mondayOf(first); monday <= mondayOf(last); monday += 7 * day) weeks.push(weekOf(monday));
  return weeks;
}
