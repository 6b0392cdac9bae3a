import { isLoopback } from "../braze/loopback";
import { type Clock, createClock } from "./clock";
import { createFaultScript, type Fault } from "./faults";
import { checkOptions, type EmulatorOptions, inUrl } from "./options";
import type { ApiKeyGrant } from "./read-request";
import type { RecordedRequest } from "./request-log";
import type { EmulatorState } from "./serve-request";
import { createEmulatorServer, listen } from "./server";
import { openStateFile } from "./state-file";
import { type CreatedSendId, createWorkspace } from "./workspaces";

/** A running emulator. */
export interface Emulator {
  /** The value for `BRAZE_REST_ENDPOINT`, without a trailing slash. @example "http://127.0.0.1:49152" */
  readonly url: string;
  /** The latest {@link EmulatorOptions.keepRequests} requests, in the order in which they arrived. */
  readonly requests: readonly RecordedRequest[];
  /** The created send IDs, oldest first, including those from the state file. */
  readonly created: readonly CreatedSendId[];
  /** The clock for the daily limit. */
  readonly clock: Clock;
  /**
   * Scripts a fault for a coming request, by default to `POST /sends/id/create`.
   *
   * @throws TypeError if the fault is invalid
   * @example The next two requests fail with 503; the third is handled:
   * ```ts
   * emulator.script({ status: 503, times: 2 });
   * ```
   */
  script(fault: Fault): void;
  /** Stops the emulator and closes all connections. Further calls have no effect. */
  close(): Promise<void>;
  /** The same as {@link close}, for `await using emulator = await startEmulator()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts an emulator of Braze's `POST /sends/id/create`, by default on a free port of 127.0.0.1 with one workspace, the
 * key {@link defaultApiKey} and 100 send IDs a day.
 *
 * @throws Error with a one-line message if an option is invalid, the port is in use, or the state file is unusable
 * @example
 * ```ts
 * const emulator = await startEmulator();
 * try {
 *   // … run the program under test with emulator.url and defaultApiKey …
 *   assert.equal(emulator.created.length, 1);
 * } finally {
 *   await emulator.close();
 * }
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const checked = checkOptions(options);
  const clock = createClock(checked.startTime);
  const keys = new Map<string, ApiKeyGrant>();
  const workspaces = checked.workspaces.map((options) => {
    const workspace = createWorkspace(options, clock.now());
    for (const { key, permissions } of options.apiKeys) keys.set(key, { workspace, permissions });
    return workspace;
  });
  const stateFile = checked.state === undefined ? undefined : await openStateFile(checked.state);
  const emulator: EmulatorState = {
    options: checked,
    workspaces,
    keys,
    clock,
    faults: createFaultScript(),
    requests: [],
    created: [],
    stateFile,
    loopbackOnly: isLoopback(new URL(`http://${inUrl(checked.host)}`)),
  };
  for (const entry of stateFile?.entries ?? []) {
    workspaces.find(({ name }) => name === entry.pair.workspace)?.record(entry);
    if (!entry.repeated) emulator.created.push(entry.pair);
  }
  const server = createEmulatorServer(emulator);
  const url = await listen(server, checked).catch(async (error) => {
    await stateFile?.close();
    throw error;
  });

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }).then(() => stateFile?.close());
    return closed;
  };
  const { requests, created, faults } = emulator;
  return {
    url,
    requests,
    created,
    clock,
    script: faults.add,
    close,
    [Symbol.asyncDispose]: close,
  };
}
