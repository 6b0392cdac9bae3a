import { escapeText } from "./escape";

/** One value of a row; undefined becomes an empty field. */
export type Cell = string | number | undefined;

/** Longest text of one field. A cell of a spreadsheet is limited to 32,767 characters, and no name needs as many. */
const maxFieldLength = 1000;

/**
 * Formats rows as CSV (RFC 4180) with one record per line. A text that a spreadsheet would run as a formula gets a
 * leading apostrophe, which marks it as text.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(toField).join(",")}\n`).join("");
}

function toField(cell: Cell): string {
  if (typeof cell !== "string") return cell === undefined ? "" : String(cell);
  const text = escapeText(cell, maxFieldLength);
  const inert = /^\s*[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text;
  return /[",;']|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
