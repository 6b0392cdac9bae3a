/** A run of characters in one style. */
export interface Run {
  text: string;
  color: number | undefined;
  bold: boolean;
  underlined: boolean;
}

interface Cell {
  character: string;
  style: Omit<Run, "text">;
}

const plain = { color: undefined, bold: false, underlined: false };

/**
 * A terminal's screen that only grows downward, with the control sequences that the Pulumi CLI uses. An unknown sequence is
 * an error, so that a picture is never silently wrong.
 */
export class Screen {
  private readonly rows: Cell[][] = [[]];
  private row = 0;
  private column = 0;
  private style: Omit<Run, "text"> = plain;
  /** An incomplete control sequence. */
  private incomplete = "";

  /** The rows so far, each as runs of one style, without trailing spaces. */
  lines(): Run[][] {
    return this.rows.map((cells) => {
      const runs: Run[] = [];
      const end = cells.findLastIndex(({ character }) => character !== " ") + 1;
      for (const { character, style } of cells.slice(0, end)) {
        const last = runs.at(-1);
        const same =
          last && (["color", "bold", "underlined"] as const).every((key) => last[key] === style[key]);
        if (same) last.text += character;
        else runs.push({ text: character, ...style });
      }
      return runs;
    });
  }

  write(text: string): void {
    const all = this.incomplete + text;
    const sequence = all.lastIndexOf("\u001b");
    const cut = sequence >= 0 && /^.(\[[0-9;?]*)?$/s.test(all.slice(sequence)) ? sequence : all.length;
    this.incomplete = all.slice(cut);
    for (const [found, parameters, command] of all
      .slice(0, cut)
      .matchAll(/\p{Cc}\[([0-9;?]*)([A-Za-z])|\p{Cc}\][^\p{Cc}]*\p{Cc}\\|./gsu)) {
      if (command !== undefined) this.control(parameters ?? "", command);
      // A query of the terminal's colors.
      else if (found.length > 2) continue;
      else if (found === "\r") this.column = 0;
      else if (found === "\n") this.down();
      else if (found < " ") throw new Error(`${JSON.stringify(found)} is not supported`);
      else this.put(found);
    }
  }

  private put(character: string): void {
    const cells = this.cells();
    while (cells.length < this.column) cells.push({ character: " ", style: plain });
    cells[this.column++] = { character, style: this.style };
  }

  private control(parameters: string, command: string): void {
    const count = Number(parameters || "1");
    if (command === "A") this.row = Math.max(0, this.row - count);
    else if (command === "B") for (let step = 0; step < count; step++) this.down();
    else if (command === "K" && parameters === "") this.cells().splice(this.column);
    else if (command === "J" && parameters === "") {
      this.cells().splice(this.column);
      this.rows.splice(this.row + 1);
    } else if (command === "m") this.restyle(parameters === "" ? [0] : parameters.split(";").map(Number));
    // The cursor is not shown, and its position is not queried.
    else if (!/^(\?(12|25)[hl]|6n)$/.test(parameters + command))
      throw new Error(`ESC[${parameters}${command} is not supported`);
  }

  private restyle([code, kind, color]: number[]): void {
    if (code === 0) this.style = plain;
    else if (code === 1) this.style = { ...this.style, bold: true };
    else if (code === 4) this.style = { ...this.style, underlined: true };
    else if (code === 38 && kind === 5) this.style = { ...this.style, color };
    else throw new Error(`the style ${code} is not supported`);
  }

  private down(): void {
    this.row++;
    this.cells();
  }

  private cells(): Cell[] {
    while (this.rows.length <= this.row) this.rows.push([]);
    return this.rows[this.row] as Cell[];
  }
}
