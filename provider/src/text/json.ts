/**
 * Formats a value as indented JSON that is safe to print: invisible characters and those that control a terminal or a build
 * server are written as JSON escapes, so that no information is lost.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replace(
    /[^\P{C}\n]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=#)#/gu,
    (character) =>
      [...Array(character.length).keys()]
        .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
        .join(""),
  );
  return `${text}\n`;
}
