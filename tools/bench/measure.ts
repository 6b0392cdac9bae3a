import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readdirSync, readFileSync } from "node:fs";

/** What one run of the CLI cost, with all the processes it started. */
export interface Cost {
  /** Seconds on the clock. */
  wall: number;
  /** Seconds of CPU time, of the CLI and of everything it started and waited for. */
  cpu: number;
  /** The most memory the provider's process held, in MB; 0 when the run had none. */
  providerMemory: number;
  /** Connections that servers of this process accepted meanwhile. */
  connections: number;
}

/**
 * Measures a run that this process starts and waits for. Nothing else may be started meanwhile. The emulator, which runs
 * in this very process, is not counted.
 */
export async function measure(run: () => Promise<unknown>): Promise<Cost> {
  let connections = 0;
  const count = () => connections++;
  let providerMemory = 0;
  // The peak is the kernel's own and only grows, so looking now and then misses at most the last moment's growth.
  const watch = setInterval(() => {
    providerMemory = Math.max(providerMemory, peakOfProvider());
  }, 50);
  subscribe("net.server.socket", count);
  const cpuBefore = cpuOfChildren();
  const begun = performance.now();
  try {
    await run();
  } finally {
    clearInterval(watch);
    unsubscribe("net.server.socket", count);
  }
  const wall = (performance.now() - begun) / 1000;
  return { wall, cpu: cpuOfChildren() - cpuBefore, providerMemory, connections };
}

/** Linux counts hundredths of a second, for all processes that were waited for, and those that they waited for. */
function cpuOfChildren(): number {
  const fields = afterName(readFileSync("/proc/self/stat", "utf8"));
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function peakOfProvider(): number {
  const peaks = [0];
  for (const pid of descendants(process.pid)) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("cmd/dynamic-provider/")) continue;
      const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      peaks.push(Number(peak ?? 0) / 1000);
    } catch {
      // It ended between two looks.
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
      // It ended between two looks.
    }
  }
  const isDescendant = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent === root || (parent !== undefined && isDescendant(parent));
  };
  return [...parents.keys()].filter(isDescendant);
}

/** The fields of a `stat` file after the process's name, which may hold blanks and brackets itself. */
function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
