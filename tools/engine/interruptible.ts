import { setTimeout as sleep } from "node:timers/promises";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs `work`. After SIGINT, SIGTERM or SIGHUP, it can clean up before the process exits. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const stop = (signal: NodeJS.Signals) => {
    received ??= signal;
    controller.abort(new Error(`interrupted by ${received}`));
  };
  for (const signal of signals) {
    process.on(signal, stop);
  }
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) {
      process.off(signal, stop);
    }
    if (received !== undefined) {
      process.kill(process.pid, received);
      // Signals arrive in the next turn of the event loop. Until then, no failure must be reported.
      await sleep(1000);
    }
  }
}
