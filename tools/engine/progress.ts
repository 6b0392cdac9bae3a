const seconds = 1000;

/** Tells the person something. Never on stdout, which belongs to the CLI. */
export function say(line: string): void {
  process.stderr.write(`engine: ${line}\n`);
}

/** Shows that `work` is going on, and for how long: live on a terminal, now and then in a log. */
export async function showing<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const live = process.stderr.isTTY;
  const elapsed = () => duration(Date.now() - started);
  say(what);
  const timer = live
    ? setInterval(() => process.stderr.write(`\r  ${elapsed()} `), 1 * seconds)
    : setInterval(() => say(`still at it after ${elapsed()}`), 30 * seconds);
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
