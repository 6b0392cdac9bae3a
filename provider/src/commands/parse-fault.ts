import { InvalidArgumentError } from "commander";
import type { Fault } from "../emulator";
import { drops } from "../emulator/faults";

/** The syntax of `--fault`, for its help. */
export const faultSyntax =
  "a status, drop-before-creating, drop-after-creating, drop-mid-response, or delay=3s (or 300ms); then optionally " +
  ":create, :reset=SECONDS, :times=N, :path=PATH, such as 429:reset=20 or delay=3s:times=2";

/** Parses a value of `--fault`, and adds it to those before. */
export function parseFault(text: string, before: Fault[] = []): Fault[] {
  const fault: Record<string, unknown> = {};
  for (const part of text.split(":")) {
    const [name = "", value = ""] = part.split(/=(.*)/s);
    const drop = drops.find((kind) => part === `drop-${kind}`);
    const milliseconds = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(value);
    if (/^[2-5]\d\d$/.test(part)) fault.status = Number(part);
    else if (drop !== undefined) fault.drop = drop;
    else if (part === "create") fault.create = true;
    else if (name === "delay" && milliseconds !== null)
      fault.delayMs = Number(milliseconds[1]) * (milliseconds[2] === "s" ? 1000 : 1);
    else if (name === "reset" && /^\d+$/.test(value)) fault.resetInSeconds = Number(value);
    else if (name === "times" && /^[1-9]\d*$/.test(value)) fault.times = Number(value);
    else if (name === "path" && value.startsWith("/")) fault.when = { path: value };
    else throw new InvalidArgumentError(`"${part}" is unknown. Use ${faultSyntax}.`);
  }
  const { create, ...others } = fault;
  // Without a status, the request is handled, and may create its send ID, as by default.
  const isDefault =
    create === true &&
    Object.keys(others).length > 0 &&
    fault.status === undefined &&
    fault.drop !== "before-creating";
  return [...before, (isDefault ? others : fault) as unknown as Fault];
}
