/** The name of a resource, by its URN. */
export const nameOf = (urn: string) => urn.split("::").slice(3).join("::");

/** The type of a resource, by its URN. The types of its parents come before its own. */
export const typeOf = (urn: string) => urn.split("::")[2]?.split("$").at(-1);

/**
 * How the engine names default providers: by the version and the URL that the plugin is downloaded from, if the program sets
 * them.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.276.0/pkg/resource/deploy/providers/provider.go#L107
 */
const defaultProvider = /^default(_\d+_\d+_\d+.*|_\w[\w.-]*_\/.*)?$/s;

/** Whether a provider's name is the engine's name for a default provider, not one of the program. */
export const isDefaultProvider = (name: string): boolean => defaultProvider.test(name);
