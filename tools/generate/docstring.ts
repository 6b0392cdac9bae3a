/** Breaks a text into lines of at most `width` characters, at its spaces. */
function wrap(text: string, width = 105): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1] ?? "";
    if (line !== "" && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

/** The docstring of a declaration: its text, and its tags, such as `@see`. */
export function docstring(text: string, tags: string[] = [], indentation = ""): string {
  const lines = [...wrap(text), ...(tags.length > 0 ? ["", ...tags] : [])];
  if (lines.length === 1) return `${indentation}/** ${lines[0]} */`;
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"]
    .map((line) => indentation + line)
    .join("\n");
}

/** The docstring of a member of an interface. */
export const memberDocstring = (text: string, tags: string[] = []) => docstring(text, tags, "  ");
