import { type Cell, toCsv } from "./csv";
import { escapeText } from "./escape";
import { toTable } from "./table";

/** A column of a list, with its name in each format that has it. */
export interface Column<Row> {
  /** The head of the column in the terminal. */
  terminal?: string;
  /** The head of the column in CSV. */
  csv?: string;
  /** The key in JSON. */
  json?: string;
  /** The value in JSON: null if it is unknown. A row without the column has undefined. */
  value(row: Row): unknown;
  /** The field in CSV, unless it is the value. */
  field?(row: Row): Cell;
  /** The text in the terminal, unless it is the field. */
  text?(row: Row): string | undefined;
}

/** The columns of a part of a row. */
export const columnsOf = <Row, Part>(
  part: (row: Row) => Part,
  columns: readonly Column<Part>[],
): Column<Row>[] =>
  columns.map((column) => ({
    ...column,
    value: (row) => column.value(part(row)),
    field: (row) => fieldOf(column, part(row)),
    text: (row) => textOf(column, part(row)),
  }));

/** Formats rows for a terminal, with the heads in the first line. Untrusted text is safe to print. */
export function toTerminalTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  maxLength?: number,
): string[] {
  const shown = columns.filter(({ terminal }) => terminal !== undefined);
  return toTable([
    shown.map(({ terminal = "" }) => terminal),
    ...rows.map((row) => shown.map((column) => escapeText(textOf(column, row) ?? "", maxLength))),
  ]);
}

/** Formats rows as CSV, with the heads in the first record. */
export function toCsvTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const shown = columns.filter(({ csv }) => csv !== undefined);
  return toCsv([
    shown.map(({ csv }) => csv),
    ...rows.map((row) => shown.map((column) => fieldOf(column, row))),
  ]);
}

/** A row as an object for JSON. */
export const toObject = <Row>(columns: readonly Column<Row>[], row: Row): Record<string, unknown> =>
  Object.fromEntries(columns.flatMap(({ json, value }) => (json === undefined ? [] : [[json, value(row)]])));

function fieldOf<Row>({ value, field }: Column<Row>, row: Row): Cell {
  if (field !== undefined) return field(row);
  const plain = value(row) ?? undefined;
  return plain === undefined || typeof plain === "number" ? plain : String(plain);
}

function textOf<Row>(column: Column<Row>, row: Row): string | undefined {
  if (column.text !== undefined) return column.text(row);
  const field = fieldOf(column, row);
  return field === undefined ? undefined : String(field);
}
