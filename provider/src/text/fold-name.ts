/** A name as a search compares it: without regard to case, width, or the form of its characters. */
export const foldName = (name: string): string => name.normalize("NFKC").toLocaleLowerCase("en");
