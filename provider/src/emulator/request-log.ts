import type { IncomingHttpHeaders } from "node:http";
import { redact } from "../braze/redact";
import { escapeText } from "../text/escape";
import { painter } from "../text/paint";

/** A request that the emulator received. Requests to `GET /` and `GET /openapi.json` are not recorded. */
export interface RecordedRequest {
  /** When it arrived, by the emulator's clock. */
  at: Date;
  method: string;
  /** Path and query, as sent. */
  path: string;
  /** The headers, by lowercase name, including the API key. */
  headers: IncomingHttpHeaders;
  /** The body as text; empty if there is none, or if it exceeds the size that Braze reads. */
  body: string;
  /** The name of the workspace the key belongs to; undefined if the key is unknown. */
  workspace?: string;
  campaignId?: string;
  /** The requested send ID or, if one was created without, the generated one. */
  sendId?: string;
  /** The status of the response; undefined while the request is in progress, and if the connection was closed without a response. */
  status?: number;
  /** Whether this request created a send ID, regardless of the response. */
  created: boolean;
}

/** A request in the log. API keys are redacted, the path has no query, and texts are cut after 1,000 characters. */
export interface LogEntry extends Omit<RecordedRequest, "headers" | "body"> {
  /** How long the request took, in milliseconds. */
  durationMs: number;
  /** Remarks, such as a deprecated way to send the key, or a scripted fault. */
  notes: readonly string[];
}

/** Cuts a text to the length that is logged or shown. Redacting takes time and memory for each character. */
export const cutText = (text: string) => text.slice(0, 1000);

/** Cuts a text, and redacts the keys in it, whole or in part. */
export const redactKeys = (text: string, keys: Iterable<string>) =>
  [...keys].reduce((rest, key) => redact(rest, key), cutText(text));

/**
 * Formats a log entry as one line.
 *
 * @param options.colors whether to color the line for a terminal. Default: false.
 * @example
 * ```ts
 * await startEmulator({ log: (entry) => console.log(logLine(entry)) });
 * // 2030-01-01T09:00:00.000Z POST /sends/id/create 201 created default aaaa…/spring-sale 2 ms
 * ```
 */
export function logLine(entry: LogEntry, options: { colors?: boolean } = {}): string {
  const paint = painter(options.colors ?? false);
  const status = entry.status ?? 0;
  const statusStyle = status >= 500 || status === 0 ? "red" : status >= 400 ? "yellow" : "green";
  const pair = [entry.campaignId, entry.sendId]
    .filter((part) => part !== undefined)
    .map((part) => escapeText(part))
    .join("/");
  return [
    paint("dim", entry.at.toISOString()),
    escapeText(entry.method),
    escapeText(entry.path),
    paint(statusStyle, entry.status === undefined ? "dropped" : String(entry.status)),
    ...(entry.created ? [paint("bold", "created")] : []),
    ...(entry.workspace === undefined ? [] : [paint("cyan", escapeText(entry.workspace))]),
    ...(pair ? [pair] : []),
    paint("dim", `${Math.round(entry.durationMs)} ms`),
    ...entry.notes.map((note) => paint("yellow", `(${escapeText(note)})`)),
  ].join(" ");
}
