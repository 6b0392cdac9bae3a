/** The name of a resource, by its URN. */
export const nameOf = (urn: string) => urn.split("::").slice(3).join("::");

/** The type of a resource, by its URN. The types of its parents come before its own. */
export const typeOf = (urn: string) => urn.split("::")[2]?.split("$").at(-1);
