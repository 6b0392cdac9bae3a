/** The emulator's clock: real time plus an offset that a test may change. */
export interface Clock {
  /** The emulator's current time. */
  now(): Date;
  /**
   * Moves the clock by `milliseconds`; a negative number moves it back.
   *
   * @example Advance by one day, to reset the daily limit:
   * ```ts
   * emulator.clock.advance(24 * 60 * 60 * 1000);
   * ```
   */
  advance(milliseconds: number): void;
  /**
   * Sets the clock, which continues from there.
   *
   * @example Two seconds before the daily limit resets:
   * ```ts
   * emulator.clock.set(new Date("2030-01-01T23:59:58Z"));
   * ```
   */
  set(date: Date): void;
}

export function createClock(start?: Date): Clock {
  let offset = 0;
  const moveTo = (time: number) => {
    if (Number.isNaN(new Date(time).getTime())) throw new TypeError("The clock requires a valid date.");
    offset = time - Date.now();
  };
  if (start) moveTo(start.getTime());
  return {
    now: () => new Date(Date.now() + offset),
    advance: (milliseconds) => moveTo(Date.now() + offset + milliseconds),
    set: (date) => moveTo(date.getTime()),
  };
}
