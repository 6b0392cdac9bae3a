/** Parts of a key shorter than this are not recognized: they occur in ordinary text. */
const shortestPart = 6;

/** Parts of a key of this length do not occur in an identifier by chance. */
const longPart = 12;

type Range = [start: number, end: number];

/** A text as a reader would decode it, in lower case. Each of its code units comes from a range of the original text. */
interface Reading {
  text: string;
  ranges: Range[];
}

/** The reading with each match replaced by the characters that it represents. */
function decode(reading: Reading, pattern: RegExp, meaningOf: (match: string[]) => string): Reading {
  const { text, ranges } = reading;
  if (text.search(pattern) === -1) return reading;
  const texts: string[] = [];
  const textRanges: Range[][] = [];
  let copied = 0;
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    const range: Range = [(ranges[match.index] as Range)[0], (ranges[end - 1] as Range)[1]];
    const meaning = meaningOf(match).toLowerCase();
    texts.push(text.slice(copied, match.index), meaning);
    textRanges.push(
      ranges.slice(copied, match.index),
      meaning.split("").map(() => range),
    );
    copied = end;
  }
  return {
    text: texts.join("") + text.slice(copied),
    ranges: textRanges.flat().concat(ranges.slice(copied)),
  };
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Decodes characters that URLs, JSON, JavaScript, and HTML escape, and full-width ones. Drops invisible ones. */
function readEscapes(reading: Reading): Reading {
  const escapes =
    /(?:%|\\x)([0-9a-f]{2})|\\u([0-9a-f]{4})|(?:\\u\{|&#x)0*([0-9a-f]{1,4})[};]|&#0*(\d{1,5});|&(amp|lt|gt|quot|apos);|\\+([!-/:-@[-`{-~])|([\uff01-\uff5e])|[\p{Cc}\p{Cf}]/gu;
  return decode(reading, escapes, ([, byte, unit, point, decimal, entity, quoted = "", wide = ""]) => {
    const hex = byte ?? unit ?? point;
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCharCode(Number(decimal));
    return entities[entity as string] ?? quoted + wide.normalize("NFKC");
  });
}

/** Drops what a dump or a list writes between hexadecimal digits. */
const joinBytes = (reading: Reading) =>
  decode(reading, /(?<=[0-9a-f])(?:\s*[,:]\s*|[\s-])(?:0x)?(?=[0-9a-f])/g, () => "");

/** Decodes each number of a list as a character code. */
const readNumbers = (reading: Reading) =>
  decode(reading, /(\d{1,3})|(?<=\d)\s*,\s*(?=\d)/g, ([, code]) =>
    code === undefined ? "" : String.fromCharCode(Number(code)),
  );

/** The text as it is, and without its escapes. They may be nested: redirects and error pages quote text that is already escaped. */
function readingsOf(text: string): Reading[] {
  const plain: Reading = {
    text: text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
    ranges: text.split("").map((_, at) => [at, at + 1]),
  };
  const once = readEscapes(plain);
  const twice = readEscapes(once);
  // Most texts contain nothing to decode, and all of their readings are the same.
  return [...new Set([plain, once, twice, readEscapes(twice)])];
}

/** The readings, and what their bytes and numbers mean. */
const withBytes = (readings: Reading[]): Set<Reading> =>
  new Set([...readings, ...readings.map(joinBytes), ...readings.map(readNumbers)]);

/**
 * The forms of the key that are recognized, in lower case: itself, its Base64, and its hexadecimal digits. They are grouped by
 * how many consecutive characters of a form are a trace of the key.
 */
function formsOf(key: string, size: number): Map<number, string> {
  const known = knownForms.get(`${size} ${key}`) ?? makeForms(key, size);
  knownForms.set(`${size} ${key}`, known);
  return known;
}

/** By the size and the key: a long response has thousands of texts. */
const knownForms = new Map<string, Map<number, string>>();

function makeForms(key: string, size: number): Map<number, string> {
  // Base64 of a text that contains the key depends on where in the text it starts: three alignments, less the edges.
  const base64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from("\0".repeat(offset) + key).toString("base64");
    return encoded.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + key.length) * 4) / 3));
  });
  const base64url = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  const forms = new Map<number, string>();
  const add = (form: string, traceLength: number) => {
    const length = Math.min(traceLength, form.length);
    // Base64 of a single character may have no digit that depends on that character alone.
    if (length > 0) forms.set(length, `${forms.get(length) ?? ""}${separator}${form.toLowerCase()}`);
  };
  for (const form of new Set([key, ...base64, ...base64url])) add(form, size);
  add(Buffer.from(key).toString("hex"), 2 * size);
  return forms;
}

/** Separates forms. A reading can contain any character except a letter in upper case. */
const separator = "A";

/** The ranges of the text in which a part of the key can be read. */
function tracesOf(readings: Set<Reading>, key: string, size: number): Range[] {
  const forms = formsOf(key, size);
  const traces: Range[] = [];
  for (const { text: read, ranges } of readings)
    for (const [length, form] of forms)
      for (let start = 0, end = length; end <= read.length; start++, end++)
        if (form.includes(read.slice(start, end)))
          traces.push([(ranges[start] as Range)[0], (ranges[end - 1] as Range)[1]]);
  return traces;
}

/** The ranges of the text in which the identifier can be read. */
function occurrencesOf(readings: Reading[], identifier: string): Range[] {
  const occurrences: Range[] = [];
  for (const { text: sought } of readingsOf(identifier))
    for (const { text, ranges } of sought === "" ? [] : readings)
      for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + 1))
        occurrences.push([(ranges[at] as Range)[0], (ranges[at + sought.length - 1] as Range)[1]]);
  return occurrences;
}

/**
 * Replaces every trace of the key by `[redacted]`: the whole key, or a part of six characters or more.
 *
 * Identifiers and keys have the same form, and may have six characters in common by chance. The given identifiers are
 * therefore kept wherever they occur, unless they contain the key as {@link containsKey} measures it.
 *
 * Recognizes the ways in which servers, proxies, and error pages repeat a header: plain, in upper or lower case;
 * escaped for a URL, JSON, JavaScript or HTML, wholly or in part, and up to three times over; in Base64 and base64url, inside
 * of a longer text, too; as hexadecimal digits; as a dump or list of bytes; in UTF-16, or with invisible or full-width
 * characters. Does not recognize encodings that hide the key on purpose, such as Base64 of Base64, encryption, or a reversed
 * key.
 */
export function redact(text: string, key: string, identifiers: readonly string[] = []): string {
  const readings = readingsOf(text);
  const all = withBytes(readings);
  const traced = new Uint8Array(text.length);
  const mark = (ranges: Range[], value: 0 | 1) => {
    for (const range of ranges) traced.fill(value, ...range);
  };
  const traces = tracesOf(all, key, shortestPart);
  if (traces.length === 0) return text;
  mark(traces, 1);
  for (const identifier of identifiers)
    if (!containsKey(identifier, key)) mark(occurrencesOf(readings, identifier), 0);
  mark(tracesOf(all, key, longPart), 1);
  let shown = "";
  for (let at = 0; at < text.length; at++) {
    if (traced[at] === 0) shown += text[at];
    else if (at === 0 || traced[at - 1] === 0) shown += "[redacted]";
  }
  return shown;
}

/**
 * {@link redact} for a name or an identifier in a response, which may have six characters in common with the key by chance.
 * A shorter key is redacted as in every other text.
 */
export const redactName = (text: string, key: string): string =>
  redact(text, key, key.length < shortestPart ? [] : [text]);

/**
 * Whether the text contains the key, or so much of it that it cannot be chance: twelve characters in a row. A key of fewer
 * than six characters occurs in identifiers by chance, and is not found.
 */
export function containsKey(text: string, key: string): boolean {
  return key.length >= shortestPart && tracesOf(withBytes(readingsOf(text)), key, longPart).length > 0;
}
