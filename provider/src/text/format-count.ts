/** A number with its noun, such as `1 send ID` or `3 send IDs`. */
export const formatCount = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
