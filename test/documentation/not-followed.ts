/** Shell blocks that no test runs as a reader would, by file and first line, each with the reason. */
const reasons: Record<string, Record<string, string>> = {
  "README.md": {
    "npm ci && npm run demo":
      "test/demo.test.ts runs the demo; npm ci would take away what the tests stand on",
    "npm ci && npm test": "this is npm test",
  },
  "docs/tracking.md": {
    "pulumi stack export | npx pulumi-braze list":
      "test/stack/list.test.ts runs the command on a recorded state",
    "pulumi config --json --show-secrets | npx pulumi-braze check --config -":
      "test/tracking/check.test.ts runs the command, with responses that the emulator does not send",
    "npx pulumi-braze campaigns winter --tag sale":
      "test/tracking/campaigns.test.ts runs the command with campaigns of its own",
    "pulumi stack export | npx pulumi-braze results --html results.html":
      "test/tracking/results.test.ts runs the command with figures of its own",
    "pulumi stack export --show-secrets | npx pulumi-braze results":
      "test/plugin/plugin.test.ts runs both commands, in a stack with explicit providers",
  },
  "examples/policy/README.md": {
    "npm install": "test/policy/policy.test.ts runs the pack in previews and updates of a program of its own",
  },
};

/** Why a shell block is not followed; undefined when it must be. */
export function notFollowed(file: string, block: string): string | undefined {
  return reasons[file]?.[block.split("\n", 1)[0] ?? ""];
}

/** Every reason's file and first line, to find those that are no longer needed. */
export const exceptions = Object.entries(reasons).flatMap(([file, blocks]) =>
  Object.keys(blocks).map((firstLine) => ({ file, firstLine })),
);
