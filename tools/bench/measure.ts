import { readdirSync, readFileSync } from "node:fs";

/** Cost of one run of the CLI and of all processes that it started. */
export interface Cost {
  /** Elapsed time, in seconds. */
  wall: number;
  /** CPU time of the CLI and all processes that it waited for, in seconds. */
  cpu: number;
  /** Peak memory of the provider's process, in MB; 0 if the run had none. */
  providerMemory: number;
}

/**
 * Measures a run that this process starts and waits for. Nothing else may be started during the run. The emulator, which runs
 * in this process, is not counted.
 */
export async function measure(run: () => Promise<unknown>): Promise<Cost> {
  let providerMemory = 0;
  // The kernel reports the peak, so sampling misses at most the growth after the last sample.
  const watch = setInterval(() => {
    providerMemory = Math.max(providerMemory, peakOfProvider());
  }, 50);
  const cpuBefore = cpuOfChildren();
  const begun = performance.now();
  try {
    await run();
  } finally {
    clearInterval(watch);
  }
  const wall = (performance.now() - begun) / 1000;
  return { wall, cpu: cpuOfChildren() - cpuBefore, providerMemory };
}

/** Linux counts hundredths of a second, including all descendants that were waited for. */
function cpuOfChildren(): number {
  const fields = afterName(readFileSync("/proc/self/stat", "utf8"));
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

const isProvider = /cmd\/dynamic-provider\/|pulumi-resource-braze|terraform-provider-/;

function peakOfProvider(): number {
  const peaks = [0];
  for (const pid of descendants(process.pid)) {
    try {
      if (!isProvider.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"))) continue;
      const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      peaks.push(Number(peak ?? 0) / 1000);
    } catch {
      // The process has exited.
    }
  }
  return Math.max(...peaks);
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      parents.set(Number(entry), Number(afterName(readFileSync(`/proc/${entry}/stat`, "utf8"))[1]));
    } catch {
      // The process has exited.
    }
  }
  const isDescendant = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent === root || (parent !== undefined && isDescendant(parent));
  };
  return [...parents.keys()].filter(isDescendant);
}

/** The fields of a `stat` file after the process's name, which may contain spaces and parentheses. */
function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
