/** Parts of a key shorter than this are not recognised: they occur in ordinary text. */
const shortestPart = 6;

/** The shapes in which a server or a proxy could hand a key back, in lower case. */
function encodingsOf(key: string): string[] {
  const characters = [...key];
  const codes = characters.map((character) => character.charCodeAt(0));
  const hex = codes.map((code) => code.toString(16).padStart(2, "0"));
  // Base64 of a text that contains the key depends on where in the text it starts: three alignments, less the edges.
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.from("\0".repeat(offset) + key).toString("base64");
    return text.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + key.length) * 4) / 3));
  });
  return [
    key,
    encodeURIComponent(key),
    JSON.stringify(key).slice(1, -1),
    key.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    ...base64,
    ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
    hex.join(""),
    hex.map((code) => `%${code}`).join(""),
    hex.map((code) => `\\u00${code}`).join(""),
    hex.map((code) => `&#x${code};`).join(""),
    codes.map((code) => `&#${code};`).join(""),
  ].map((shape) => shape.toLowerCase());
}

/**
 * The text with every trace of the key replaced by `[redacted]`: the whole key or a part of six characters or more,
 * in upper or lower case, plain, percent-encoded, Base64, hexadecimal, or escaped for JSON or HTML.
 */
export function redact(text: string, key: string): string {
  const lower = text.toLowerCase();
  // Lower-casing may change a text's length; then positions say nothing, and no part of it is safe to show.
  if (lower.length !== text.length) return redact(text.replace(/[^\p{ASCII}]/gu, "?"), key);
  const traced = new Uint8Array(text.length);
  for (const shape of new Set(encodingsOf(key))) {
    const part = Math.min(shortestPart, shape.length);
    for (let start = 0; start + part <= shape.length; start++) {
      const piece = shape.slice(start, start + part);
      for (let at = lower.indexOf(piece); at !== -1; at = lower.indexOf(piece, at + 1))
        traced.fill(1, at, at + part);
    }
  }
  let shown = "";
  for (let at = 0; at < text.length; at++) {
    if (traced[at] === 0) shown += text[at];
    else if (at === 0 || traced[at - 1] === 0) shown += "[redacted]";
  }
  return shown;
}

/** Whether the text holds the whole key, in any of the shapes that are redacted. */
export function containsKey(text: string, key: string): boolean {
  const lower = text.toLowerCase();
  return encodingsOf(key).some((shape) => lower.includes(shape));
}
