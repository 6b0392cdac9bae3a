/** The text with its first letter in upper case, except in a URL and in names such as iOS. */
export const capitalize = (text: string) =>
  /^(?:\p{Ll}\p{Lu}|https?:)/u.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
