/** The parts of `package.json` that a release changes. */
export interface Manifest {
  version: string;
  repository?: { type: "git"; url: string; directory: string };
  homepage?: string;
  bugs?: { url: string };
}

/**
 * Adds where the package is developed, which npm's provenance compares with the repository that publishes it.
 *
 * @param address the repository's address, such as `https://github.com/OWNER/NAME`.
 * @see https://docs.npmjs.com/generating-provenance-statements
 */
export function withRepository<T extends Manifest>(manifest: T, address: string): T & Required<Manifest> {
  return {
    ...manifest,
    repository: { type: "git", url: `git+${address}.git`, directory: "provider" },
    homepage: `${address}#readme`,
    bugs: { url: `${address}/issues` },
  };
}
