const withThePlugin = "test/release/release.test.ts follows the page with the released files";

/** Why test/examples/examples.test.ts skips a page, or a shell block of a page, by the first line of the block. */
const reasons: Record<string, string | Record<string, string>> = {
  "docs/languages.md": withThePlugin,
  "examples/yaml/README.md": withThePlugin,
  "examples/python/README.md": withThePlugin,
  "examples/go/README.md": withThePlugin,
  "docs/existing-send-ids.md": "test/documentation/many-send-ids.test.ts runs it with twenty send IDs",
  "docs/lifecycle.md": "test/documentation/refactoring.test.ts runs its blocks, one after the other",
  "examples/alongside/README.md": "test/release/alongside.test.ts installs both examples",
  "README.md": {
    "npm ci && npm run demo":
      "test/examples/demo.test.ts runs the demo; npm ci would remove the dependencies that the tests use",
    "npm ci && npm test": "this is npm test",
  },
  "docs/tracking.md": {
    "pulumi stack export | npx pulumi-braze list":
      "test/stack/list.test.ts runs the command on a recorded state",
    "pulumi config --json --show-secrets | npx pulumi-braze check --config -":
      "test/tracking/check.test.ts runs the command, with responses that the emulator does not send",
    "npx pulumi-braze campaigns winter --tag sale":
      "test/tracking/campaigns.test.ts runs the command with other campaigns",
    "pulumi stack export | npx pulumi-braze results --html results.html":
      "test/tracking/results.test.ts runs the command with other figures",
    "pulumi stack export | npx pulumi-braze results --format csv --totals > totals.csv":
      "test/tracking/results.test.ts runs the command with other figures",
    "pulumi stack export | npx pulumi-braze results --without clicks":
      "test/tracking/results.test.ts runs the command with other figures",
    "pulumi stack export | npx pulumi-braze results --format csv > read.csv":
      "test/documentation/tracking-output.test.ts runs it twice, with other figures each time",
    "pulumi stack export --show-secrets | npx pulumi-braze results":
      "test/plugin/plugin.test.ts runs both commands, in a stack with explicit providers",
  },
  "examples/policy/README.md": {
    "npm install": "test/policy/policy.test.ts runs the pack in previews and updates of another program",
  },
};

/** Why a shell block is skipped; undefined if it must be followed. */
export function skipReason(file: string, block: string): string | undefined {
  const reason = reasons[file];
  return typeof reason === "object" ? reason[block.split("\n", 1)[0] ?? ""] : reason;
}

/** The skipped blocks, by file and first line, to find those that no longer exist. */
export const skippedBlocks = Object.entries(reasons).flatMap(([file, reason]) =>
  typeof reason === "object"
    ? Object.keys(reason).map((firstLine) => ({ file, firstLine: `${firstLine}\n` }))
    : [{ file, firstLine: "" }],
);
