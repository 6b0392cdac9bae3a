const seconds = 1000;

/** Prints a line on stderr, because stdout is the CLI's. */
export function say(line: string): void {
  process.stderr.write(`engine: ${line}\n`);
}

/** Shows how long `work` has been running: continuously on a terminal, every 30 s in a log. */
export async function showing<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const live = process.stderr.isTTY;
  const elapsed = () => duration(Date.now() - started);
  say(what);
  const timer = live
    ? setInterval(() => process.stderr.write(`\r  ${elapsed()} `), 1 * seconds)
    : setInterval(() => say(`still running after ${elapsed()}`), 30 * seconds);
  let outcome = "stopped";
  try {
    const result = await work();
    outcome = "done";
    return result;
  } finally {
    clearInterval(timer);
    if (live) {
      process.stderr.write("\r");
    }
    say(`${outcome} after ${elapsed()}`);
  }
}

function duration(milliseconds: number): string {
  const whole = Math.round(milliseconds / seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
