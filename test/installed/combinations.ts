import { peerDependencies } from "pulumi-braze/package.json";
import { devDependencies } from "../../package.json";

/** Where the package is installed, and what runs it. */
export interface Combination {
  manager: Manager;
  node: NodeVersion;
  /** Version of @pulumi/pulumi. */
  sdk: string;
  language: "TypeScript" | "JavaScript";
  modules: "CommonJS" | "ESM";
}

/** Each package manager, by its name and version in the registry. */
export const managers = {
  npm: "npm",
  pnpm: "pnpm@12.21.0",
  "yarn classic": "yarn@1.22.22",
  "yarn berry, node_modules": "@yarnpkg/cli-dist@4.18.1",
} as const;
type Manager = keyof typeof managers;

/** The newest of each supported line, and the last of Node 20. */
export const nodeVersions = { 20: "20.20.2", 22: "22.23.3", 24: "24.21.0", 26: "26.12.1" } as const;
export type NodeVersion = keyof typeof nodeVersions;

/** The oldest version in the peer range, the last one that supports Node 20, and the one that this checkout uses. */
const sdks = {
  oldest: peerDependencies["@pulumi/pulumi"].replace("^", ""),
  lastOnNode20: "3.248.0",
  latest: devDependencies["@pulumi/pulumi"],
};

/** The name of a combination in the test report. */
export function nameOf({ manager, node, sdk, language, modules }: Combination): string {
  return `${manager}, Node ${node}, @pulumi/pulumi ${sdk}, ${language}, ${modules}`;
}

/**
 * Every value of every column at least once. test/examples follows the page that installs with npm, and runs a program in
 * TypeScript as a CommonJS module.
 */
export const coveringCombinations: Combination[] = [
  { manager: "npm", node: 26, sdk: sdks.latest, language: "JavaScript", modules: "ESM" },
  { manager: "pnpm", node: 24, sdk: sdks.latest, language: "TypeScript", modules: "ESM" },
  { manager: "yarn classic", node: 22, sdk: sdks.oldest, language: "JavaScript", modules: "CommonJS" },
  {
    manager: "yarn berry, node_modules",
    node: 20,
    sdk: sdks.lastOnNode20,
    language: "JavaScript",
    modules: "ESM",
  },
];

/** Every possible combination. The latest SDK does not support Node 20. */
export const allCombinations: Combination[] = (Object.keys(managers) as Manager[]).flatMap((manager) =>
  ([20, 22, 24, 26] as const).flatMap((node) =>
    [sdks.oldest, node === 20 ? sdks.lastOnNode20 : sdks.latest].flatMap((sdk) =>
      (["TypeScript", "JavaScript"] as const).flatMap((language) =>
        (["CommonJS", "ESM"] as const).map((modules) => ({ manager, node, sdk, language, modules })),
      ),
    ),
  ),
);
