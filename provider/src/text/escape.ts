const unsafe = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=#)#|(?<=^\s*:):/gu;

/** Longest line that the provider prints, in characters. */
export const maxLineLength = 4000;

/**
 * Makes untrusted text, such as a name or a response, safe to print on one line. Line breaks, control characters, invisible
 * characters, characters that change the writing direction, and unpaired surrogates are replaced by their codes. So is the
 * second of two number signs, and of two colons at the start, because build servers run a line with `##[…]`, `##vso[…]`, or
 * `::set-output` as a command.
 *
 * @param maxLength longest text that is not cut, in characters (code points).
 */
export function escapeText(text: string, maxLength = 200): string {
  return cut(text, maxLength).replace(unsafe, asCode);
}

/** Longest line of a message of several lines, in characters. */
export const maxShownLength = 2000;

/**
 * Makes a message of several lines safe to print and to send: each line as {@link escapeText} does.
 *
 * @param maxLines most lines that are kept.
 */
export function escapeLines(text: string, maxLines = 40): string {
  const lines = text.split("\n", maxLines + 1);
  const kept = lines.slice(0, maxLines).map((line) => escapeText(line, maxShownLength));
  return [...kept, ...(lines.length > maxLines ? ["…"] : [])].join("\n");
}

/** Shortens the text to `maxLength` characters without splitting one. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const characters = [...text.slice(0, 2 * maxLength + 1)];
  return characters.length <= maxLength ? text : `${characters.slice(0, maxLength).join("")}…`;
}

/** A character as its code. */
export const asCode = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;
