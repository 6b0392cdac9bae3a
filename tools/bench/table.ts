import { cpus } from "node:os";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import { cost, goals, type Results, ratio, stateBytes, typical } from "./compare";
import { operations, type Variant, variants } from "./sample";

/** The results as Markdown. Times are ratios, because absolute times depend on the machine. */
export function table(results: Results, engineVersion: string): string {
  const { count, rounds } = results;
  const names = Object.keys(variants) as Variant[];
  const seconds = typical(results, "textbook", cost("create"));
  return [
    ...rows(
      [`${count} send IDs`, ...Object.values(variants)],
      [
        ...operations.map((operation) => [
          `time of a ${operation}`,
          ...names.map((variant) => ratio(results, variant, "textbook", cost(operation)).toFixed(2)),
        ]),
        ...operations.map((operation) => [
          `CPU time of a ${operation}`,
          ...names.map((variant) => ratio(results, variant, "textbook", cost(operation, "cpu")).toFixed(2)),
        ]),
        [
          "memory of the provider's process",
          ...names.map(
            (variant) => `${typical(results, variant, cost("create", "providerMemory")).toFixed(0)} MB`,
          ),
        ],
        [
          "state per send ID",
          ...names.map((variant) => `${typical(results, variant, stateBytes).toFixed(0)} bytes`),
        ],
      ],
    ),
    "",
    `Times are ratios to the textbook dynamic provider, whose create took ${seconds.toFixed(1)} s: medians of ${rounds.length} ` +
      `rounds, each with all variants. ${cpus().length} cores, Node ${process.versions.node}, Pulumi ${engineVersion}, ` +
      `@pulumi/pulumi ${sdkVersion}.`,
    "",
    ...rows(
      ["goal", "measured", "at most", ""],
      goals(results).map(({ goal, measured, most, unit = "" }) => {
        const shown = unit === "bytes" ? measured.toFixed(0) : measured.toFixed(2);
        return [
          goal,
          `${shown} ${unit}`.trim(),
          `${most} ${unit}`.trim(),
          measured <= most ? "met" : "**missed**",
        ];
      }),
    ),
  ].join("\n");
}

function rows(head: string[], body: string[][]): string[] {
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`);
}
