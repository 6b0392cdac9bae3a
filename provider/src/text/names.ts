const collator = new Intl.Collator("en", { numeric: true });

/** Orders names as people read them: `week-2` before `week-10`. Names that read the same are ordered by code unit. */
export const compareNames = (a: string, b: string): number =>
  collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** A name as a search compares it: without regard to case, width, or the form of its characters. */
export const foldName = (name: string): string => name.normalize("NFKC").toLocaleLowerCase("en");
