import { escapeText, maxLineLength } from "../text/escape";
import { parseBody } from "../text/parse-body";
import { redact } from "./redact";

/** Longest quotation of a response, in characters. */
const maxQuotation = 300;
/** How much of a text is searched for the key, in characters. */
export const maxSearched = maxLineLength;

/** The error in a response: its texts, if it is in one of Braze's formats, or the whole body. */
export function errorText(body: string): string {
  const value = parseBody(body) as { message?: unknown; error?: unknown; errors?: unknown } | undefined;
  const { message, error, errors = [] } = value ?? {};
  const texts = [message, error, ...(Array.isArray(errors) ? errors : [errors])].filter(
    (text) => text !== undefined,
  );
  return texts.length > 0 && texts.every((text) => typeof text === "string") ? texts.join("; ") : body;
}

/** Whether a body is a page, which a proxy or another server sends. */
export const isHtml = (body: string): boolean => /^\s*</.test(body);

/**
 * Untrusted text on one line, without the key. The key is redacted before the text is cut, so that no part of it remains.
 *
 * @param identifiers what people need to recover, which may have characters in common with the key.
 */
export function quote(text: string, apiKey: string, identifiers: readonly string[]): string | undefined {
  const line = redact(text.slice(0, maxSearched), apiKey, identifiers).replace(/\s+/g, " ").trim();
  return line === "" ? undefined : escapeText(line, maxQuotation);
}
