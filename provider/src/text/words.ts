/** The text with its first letter in upper case, except in a URL and in names such as iOS. */
export const capitalize = (text: string) =>
  /^(?:\p{Ll}\p{Lu}|https?:)/u.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);

/** A number with its noun, such as `1 send ID` or `3 send IDs`. */
export const formatCount = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
