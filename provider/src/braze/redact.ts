/** Parts of a key shorter than this are not recognized: they occur in ordinary text. */
const shortestPart = 6;

/**
 * A text as a reader would decode it, and for each of its characters the range of the original text it comes from. It has
 * one code unit for each character.
 */
interface Reading {
  text: string;
  ranges: [start: number, end: number][];
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** A character as URLs, JSON, JavaScript, and HTML escape it, or an invisible one. */
const escapes =
  /%([0-9a-f]{2})|\\+u([0-9a-f]{4})|\\+u\{0*([0-9a-f]{1,4})\}|\\+x([0-9a-f]{2})|&#x0*([0-9a-f]{1,4});|&#0*(\d{1,5});|&(amp|lt|gt|quot|apos);|\\+([!-/:-@[-`{-~])|[\p{Cc}\p{Cf}]/giu;

/** Bytes as a dump or a list of numbers writes them. */
const hexBytes = /(?:(?:0x)?[0-9a-f]{2}(?:\s*[,:]\s*|[\s-])){5,}(?:0x)?[0-9a-f]{2}/gi;
const decimalBytes = /(?:\d{1,3}\s*,\s*){5,}\d{1,3}/g;

const asciiOf = (character: string) => {
  const compatible = character.normalize("NFKC");
  return compatible.length === 1 ? compatible : character;
};

/** The text as it is, except for case and for full-width forms. */
function readPlain(text: string): Reading {
  const reading: Reading = { text: "", ranges: [] };
  for (let at = 0; at < text.length; at++) {
    const character = asciiOf(text.charAt(at));
    reading.text += character.charCodeAt(0) < 128 ? character.toLowerCase() : character;
    reading.ranges.push([at, at + 1]);
  }
  return reading;
}

/** The reading with each match replaced by the characters that it represents. */
function decode(
  { text, ranges }: Reading,
  pattern: RegExp,
  charactersOf: (match: string[]) => string,
): Reading {
  const decoded: Reading = { text: "", ranges: [] };
  let copied = 0;
  const copyUntil = (end: number) => {
    decoded.text += text.slice(copied, end);
    for (; copied < end; copied++) decoded.ranges.push(ranges[copied] ?? [0, 0]);
  };
  for (const match of text.matchAll(pattern)) {
    copyUntil(match.index);
    const end = match.index + match[0].length;
    const range: [number, number] = [ranges[match.index]?.[0] ?? 0, ranges[end - 1]?.[1] ?? 0];
    for (const character of charactersOf(match)) {
      decoded.text += character.toLowerCase();
      decoded.ranges.push(range);
    }
    copied = end;
  }
  copyUntil(text.length);
  return decoded;
}

const fromCode = (digits: string, base: number) => String.fromCharCode(Number.parseInt(digits, base));

function readEscapes(reading: Reading): Reading {
  return decode(reading, escapes, ([, percent, json, braced, hex, htmlHex, html, name, quoted]) => {
    const code = percent ?? json ?? braced ?? hex ?? htmlHex;
    if (code !== undefined) return fromCode(code, 16);
    if (html !== undefined) return fromCode(html, 10);
    return name === undefined ? (quoted ?? "") : (entities[name.toLowerCase()] ?? "");
  });
}

const readBytes = (reading: Reading, pattern: RegExp, base: number) =>
  decode(reading, pattern, ([bytes = ""]) =>
    (bytes.match(/[0-9a-f]+(?!x)/gi) ?? []).map((byte) => fromCode(byte, base)).join(""),
  );

/** All ways to read the text. Escapes may be nested, because redirects and error pages quote text that is already escaped. */
function readingsOf(text: string): Reading[] {
  const readings = [readPlain(text)];
  for (let depth = 0; depth < 3; depth++) {
    const last = readings.at(-1) as Reading;
    const decoded = readEscapes(last);
    if (decoded.text === last.text) break;
    readings.push(decoded);
  }
  return readings.flatMap((reading) => [
    reading,
    readBytes(reading, hexBytes, 16),
    readBytes(reading, decimalBytes, 10),
  ]);
}

/** The pieces of the key, in lower case: itself, its Base64 and its hexadecimal digits. */
function piecesOf(key: string, part: number): Map<number, Set<string>> {
  const pieces = new Map<number, Set<string>>();
  const add = (shape: string, length: number) => {
    const size = Math.min(length, shape.length);
    const ofSize = pieces.get(size) ?? new Set<string>();
    for (let start = 0; start + size <= shape.length; start++)
      ofSize.add(shape.slice(start, start + size).toLowerCase());
    pieces.set(size, ofSize);
  };
  add(key, part);
  add(Buffer.from(key).toString("hex"), 2 * part);
  // Base64 of a text that contains the key depends on where in the text it starts: three alignments, less the edges.
  for (const offset of [0, 1, 2]) {
    const base64 = Buffer.from("\0".repeat(offset) + key).toString("base64");
    const inner = base64.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + key.length) * 4) / 3));
    for (const shape of [inner, inner.replaceAll("+", "-").replaceAll("/", "_")]) add(shape, part);
  }
  return pieces;
}

/** The ranges of the text in which a part of the key can be read. */
function tracesOf(text: string, key: string, part: number): [start: number, end: number][] {
  const pieces = piecesOf(key, part);
  const traces: [number, number][] = [];
  for (const reading of readingsOf(text)) {
    for (const [size, ofSize] of pieces) {
      for (let at = 0; at + size <= reading.text.length; at++) {
        if (ofSize.has(reading.text.slice(at, at + size)))
          traces.push([reading.ranges[at]?.[0] ?? 0, reading.ranges[at + size - 1]?.[1] ?? 0]);
      }
    }
  }
  return traces;
}

/**
 * Replaces every trace of the key by `[redacted]`: the whole key, or a part of six characters or more.
 *
 * Recognizes the ways in which servers, proxies, and error pages repeat a header: plain, in upper or lower case;
 * escaped for a URL, JSON, JavaScript or HTML, wholly or in part, and up to three times over; in Base64 and base64url, inside
 * of a longer text, too; as hexadecimal digits; as a dump or list of bytes; in UTF-16, or with invisible or full-width
 * characters. Does not recognize encodings that hide the key on purpose, such as Base64 of Base64, encryption, or a reversed
 * key.
 */
export function redact(text: string, key: string): string {
  const traced = new Uint8Array(text.length);
  for (const [start, end] of tracesOf(text, key, shortestPart)) traced.fill(1, start, end);
  let shown = "";
  for (let at = 0; at < text.length; at++) {
    if (traced[at] === 0) shown += text[at];
    else if (at === 0 || traced[at - 1] === 0) shown += "[redacted]";
  }
  return shown;
}

/**
 * Whether the text contains the key, or so much of it that it cannot be chance: twelve characters in a row. Identifiers and
 * keys have the same form, and may have six characters in common.
 */
export function containsKey(text: string, key: string): boolean {
  return key.length >= shortestPart && tracesOf(text, key, 2 * shortestPart).length > 0;
}
