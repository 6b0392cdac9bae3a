import { cpus } from "node:os";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import { cost, goals, type Results, ratio, stateBytes, typical } from "./compare";
import { operations, variants } from "./sample";

/** The results as Markdown. Times are ratios, because absolute times depend on the machine. */
export function table(results: Results): string {
  const { count, variants: names, rounds, pulumiVersion, openTofu } = results;
  const seconds = typical(results, "textbook", cost("create"));
  return [
    ...rows(
      [`${count} send IDs`, ...names.map((variant) => variants[variant])],
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
      `rounds, each with all variants. ${cpus().length} cores, Node ${process.versions.node}, Pulumi ${pulumiVersion}, ` +
      `@pulumi/pulumi ${sdkVersion}.`,
    "",
    openTofu === undefined
      ? "OpenTofu with a generic REST provider was not measured, because it is not installed."
      : `OpenTofu ${openTofu.version} with Mastercard/restapi ${openTofu.providerVersion} ran with \`-refresh=false\`. With a ` +
        "refresh, it reads every send ID, finds none, and creates all again.",
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
