/**
 * A text that others chose, such as a resource's name, made fit for a line of output: whatever would end the line, steer
 * a terminal, change the direction of writing or not be seen is written as its code, and what is very long is cut.
 *
 * So is the second of two number signs: build servers take a line that holds `##[…]` or `##vso[…]` as a command, and
 * of two colons at the start, as in `::set-output`.
 */
export function escapeText(text: string, longest = 200): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return shown.replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=#)#|(?<=^\s*:):/gu, asCode);
}

/** A character as its code. */
export const asCode = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;
