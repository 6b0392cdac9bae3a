import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isLoopback } from "../braze/loopback";
import { redact } from "../braze/redact";
import { type Clock, createClock } from "./clock";
import { createFaultScript, type Fault } from "./faults";
import { type CheckedOptions, checkOptions, type EmulatorOptions } from "./options";
import type { ApiKeyGrant } from "./read-request";
import type { LogEntry, RecordedRequest } from "./request-log";
import type { ServerDependencies } from "./serve-request";
import { createEmulatorServer } from "./server";
import { openStateFile } from "./state-file";
import { addToLatest, type CreatedSendId, createWorkspace, type Workspace } from "./workspaces";

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
  const faults = createFaultScript();
  const requests: RecordedRequest[] = [];
  const workspaces = new Map(
    checked.workspaces.map((workspace) => [workspace.name, createWorkspace(workspace, clock.now())]),
  );
  const created: CreatedSendId[] = [];

  const stateFile = checked.state === undefined ? undefined : await openStateFile(checked.state);
  for (const entry of stateFile?.entries ?? []) {
    workspaces.get(entry.pair.workspace)?.record(entry);
    if (!entry.repeated) created.push(entry.pair);
  }

  const keys = apiKeyGrants(checked, workspaces);
  const server = createEmulatorServer({
    workspaces: [...workspaces.values()],
    keys,
    redactKeys: keyRedactor([...keys.keys()]),
    options: checked,
    loopbackOnly: isLoopback(new URL(`http://${inUrl(checked.host)}`)),
    clock,
    faults,
    onRequest: (request) => addToLatest(requests, request, checked.keepRequests),
    onComplete: (entry) => callLog(checked.log, entry),
    async persist(entry) {
      if (!entry.repeated) created.push(entry.pair);
      await stateFile?.append(entry);
    },
  });
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
  return {
    url,
    requests,
    created,
    clock,
    script: (fault) => faults.add(fault),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function apiKeyGrants(
  { workspaces }: CheckedOptions,
  byName: ReadonlyMap<string, Workspace>,
): Map<string, ApiKeyGrant> {
  const grants = new Map<string, ApiKeyGrant>();
  for (const { name, apiKeys } of workspaces) {
    const workspace = byName.get(name) as Workspace;
    for (const { key, permissions } of apiKeys)
      grants.set(key, { workspace, may: (permission) => permissions?.includes(permission) ?? true });
  }
  return grants;
}

/** Longest text that is logged or shown, in characters. Redacting takes time and memory for each. */
const maxShown = 1000;

/** Redacts the emulator's keys and those of the request, whole or in part. */
function keyRedactor(keys: readonly string[]): ServerDependencies["redactKeys"] {
  return (text, sentKeys = []) => {
    const secrets = new Set([...keys, ...sentKeys.map((key) => key.slice(0, maxShown))]);
    secrets.delete("");
    return [...secrets].reduce((rest, key) => redact(rest, key), text.slice(0, maxShown));
  };
}

/** An error in the caller's log function must not fail a request. */
function callLog(log: CheckedOptions["log"], entry: LogEntry): void {
  try {
    log?.(entry);
  } catch (error) {
    process.emitWarning(
      `The emulator's log function failed: ${error instanceof Error ? error.message : error}`,
    );
  }
}

async function listen(server: Server, { port, host }: CheckedOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(describeListenError(error, host, port))),
    );
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return `http://${inUrl(host)}:${taken}`;
}

const inUrl = (host: string) => (host.includes(":") ? `[${host}]` : host);

function describeListenError({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === "EADDRINUSE")
    return `Port ${port} on ${host} is in use. Choose another port, or 0 for a free one.`;
  if (code === "EACCES")
    return `Port ${port} on ${host} requires additional privileges. Choose a port above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `${host} is not an address of this machine. Choose another, such as 127.0.0.1.`;
  return `The emulator cannot listen on ${host}, port ${port}: ${message}.`;
}
