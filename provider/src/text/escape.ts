const unsafe = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=#)#|(?<=^\s*:):/gu;

/**
 * Makes untrusted text, such as a name or a response, safe to print on one line: whatever would end the line, control a
 * terminal, change the direction of writing or be invisible is written as its code, and so is half of a surrogate pair. So is
 * the second of two number signs, and of two colons at the start: build servers take a line with `##[…]`, `##vso[…]` or
 * `::set-output` for a command.
 *
 * @param maxLength longest text that is not cut, in characters (code points).
 */
export function escapeText(text: string, maxLength = 200): string {
  return cut(text, maxLength).replace(unsafe, asCode);
}

/**
 * Makes a message of several lines safe to print and to send: each line as {@link escapeText} does.
 *
 * @param maxLines most lines that are kept.
 */
export function escapeLines(text: string, maxLines = 40): string {
  const lines = text.split("\n", maxLines + 1);
  const kept = lines.slice(0, maxLines).map((line) => escapeText(line, 2000));
  return [...kept, ...(lines.length > maxLines ? ["…"] : [])].join("\n");
}

/** The text, or as many of its characters as may be shown, none of them halved. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const characters = [...text.slice(0, 2 * maxLength + 1)];
  return characters.length <= maxLength ? text : `${characters.slice(0, maxLength).join("")}…`;
}

/** A character as its code. */
export const asCode = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;
