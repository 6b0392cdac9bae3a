import { styleText } from "node:util";

/** One request as it is logged. It holds no API key. */
export interface LogEntry {
  /** When the request arrived, by the emulator's clock. */
  at: Date;
  method: string;
  /** The path, without the query. */
  path: string;
  /** The status that was answered; absent when the connection ended without an answer. */
  status?: number;
  /** The name of the workspace the key belongs to; absent when the key is unknown. */
  workspace?: string;
  campaignId?: string;
  /** The send ID asked for or, when it was created, the generated one. */
  sendId?: string;
  /** Whether this request created a send ID. */
  created: boolean;
  /** From the request's arrival to its end, in milliseconds. */
  durationMs: number;
  /** What else there is to say, such as a deprecated way to send the key, or a scripted fault. */
  notes: readonly string[];
}

type Style = Parameters<typeof styleText>[0];

/**
 * One log entry as one line.
 *
 * @param options.colours - For a terminal. Default: false.
 * @example
 * ```ts
 * await startEmulator({ log: (entry) => console.log(logLine(entry)) });
 * // 2030-01-01T09:00:00.000Z POST /sends/id/create 201 created default aaaa…/spring-sale 2 ms
 * ```
 */
export function logLine(entry: LogEntry, options: { colours?: boolean } = {}): string {
  const paint = (style: Style, text: string) =>
    options.colours ? styleText(style, text, { validateStream: false }) : text;
  const status = entry.status ?? 0;
  const statusStyle = status >= 500 || status === 0 ? "red" : status >= 400 ? "yellow" : "green";
  const pair = [entry.campaignId, entry.sendId]
    .filter((part) => part !== undefined)
    .map(printable)
    .join("/");
  return [
    paint("dim", entry.at.toISOString()),
    printable(entry.method),
    printable(entry.path),
    paint(statusStyle, entry.status === undefined ? "dropped" : String(entry.status)),
    ...(entry.created ? [paint("bold", "created")] : []),
    ...(entry.workspace === undefined ? [] : [paint("cyan", printable(entry.workspace))]),
    ...(pair ? [pair] : []),
    paint("dim", `${Math.round(entry.durationMs)} ms`),
    ...entry.notes.map((note) => paint("yellow", `(${note})`)),
  ].join(" ");
}

const longestShown = 200;

// A request must not be able to forge a line, move a terminal's cursor or fill the disk.
function printable(text: string): string {
  const short = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  return short.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
