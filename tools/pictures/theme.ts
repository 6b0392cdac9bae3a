/** The colors of a picture. Numbers refer to the terminal's palette. */
export interface Theme {
  background: string;
  border: string;
  text: string;
  quiet: string;
  panel: string;
  palette: Readonly<Record<number, string>>;
}

export const themes: Readonly<Record<"light" | "dark", Theme>> = {
  light: {
    background: "#ffffff",
    border: "#d1d9e0",
    text: "#1f2328",
    quiet: "#59636e",
    panel: "#f6f8fa",
    palette: { 2: "#116329", 3: "#7d4e00", 8: "#59636e", 12: "#0550ae", 13: "#6639ba" },
  },
  dark: {
    background: "#0d1117",
    border: "#3d444d",
    text: "#f0f6fc",
    quiet: "#9198a1",
    panel: "#151b23",
    palette: { 2: "#56d364", 3: "#e3b341", 8: "#9198a1", 12: "#79c0ff", 13: "#bc8cff" },
  },
};

export const escapeXml = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
