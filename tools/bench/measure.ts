import { readdirSync, readFileSync } from "node:fs";
import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";
import type { MakeProject } from "./variants";

/** What one stack took: times in seconds, memory in MB, state in bytes. */
export interface Sample {
  preview: number;
  create: number;
  noOp: number;
  /** CPU time of the create: that of the CLI and of all processes that it waited for. */
  createCpu: number;
  /** Peak memory of the provider's process during the create. */
  memory: number;
  /** Size of one send ID in the state. */
  state: number;
}

/**
 * Previews, creates and updates a new stack of `count` send IDs, against a new emulator, which runs in this process and is not
 * counted.
 */
export async function sample(makeProject: MakeProject, count: number, requests: number): Promise<Sample> {
  const emulator = await startEmulator({ dailyLimit: count, keepRequests: 1 });
  const project = await makeProject({ count, endpoint: emulator.url, apiKey: defaultApiKey });
  try {
    const preview = await elapsed(project.preview);
    const cpuBefore = cpuOfChildren();
    let memory = 0;
    // The kernel reports the peak, so sampling misses at most the growth after the last sample.
    const watch = setInterval(() => {
      memory = Math.max(memory, peakOfProvider(emulator.url));
    }, 50);
    const create = await elapsed(project.update).finally(() => clearInterval(watch));
    const createCpu = cpuOfChildren() - cpuBefore;
    const noOp = await elapsed(project.update);
    const recorded = await project.recorded();
    if (emulator.created.length !== requests || recorded.length !== count)
      throw new Error(
        `${emulator.created.length} send IDs were created and ${recorded.length} are recorded instead of ${count}`,
      );
    return { preview, create, noOp, createCpu, memory, state: stateSize(recorded) / count };
  } finally {
    await project.remove();
    await emulator.close();
  }
}

async function elapsed(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await run();
  return (performance.now() - begun) / 1000;
}

/** Without what the engine adds to each resource of a current SDK: where the program declares it. */
export function stateSize(recorded: unknown[]): number {
  const added = ["sourcePosition", "stackTrace"];
  return JSON.stringify(recorded, (key, value) => (added.includes(key) ? undefined : value)).length;
}

/** Linux counts hundredths of a second, including all descendants that were waited for. */
function cpuOfChildren(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  // The name of the process may contain spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

const isProvider = /cmd\/dynamic-provider|pulumi-resource-braze|terraform-provider-/;

/** Of the provider that has this endpoint in its environment. */
function peakOfProvider(endpoint: string): number {
  const peaks = readdirSync("/proc").map((pid) => {
    try {
      if (!isProvider.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"))) return 0;
      if (!readFileSync(`/proc/${pid}/environ`, "utf8").includes(endpoint)) return 0;
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1000;
    } catch {
      // It is not a process, or the process has exited.
      return 0;
    }
  });
  return Math.max(...peaks);
}
