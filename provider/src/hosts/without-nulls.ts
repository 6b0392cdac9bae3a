/** Properties without those that are null. In YAML, the language host omits them; in JavaScript, the provider does. */
export const withoutNulls = (properties: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
