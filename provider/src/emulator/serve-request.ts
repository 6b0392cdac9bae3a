import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import { isLoopback } from "../braze/loopback";
import type { Clock } from "./clock";
import { reject } from "./define-endpoint";
import { pageHeaders, renderPage } from "./emulator-page";
import { endpoints, handleRequest, limitHeaders } from "./endpoints";
import type { FaultScript } from "./faults";
import { openApiDocument } from "./openapi";
import type { CheckedOptions } from "./options";
import { type ApiKeyGrant, type ReadRequest, readBody, readRequest } from "./read-request";
import { cutText, type RecordedRequest, redactKeys } from "./request-log";
import { type HttpResponse, sendResponse, waitWhileOpen } from "./send-response";
import type { StateFile } from "./state-file";
import { addToLatest, type CreatedSendId, type LedgerEntry, type Workspace } from "./workspaces";

/** What a running emulator accepts and has recorded. */
export interface EmulatorState {
  readonly options: CheckedOptions;
  readonly workspaces: readonly Workspace[];
  readonly keys: ReadonlyMap<string, ApiKeyGrant>;
  readonly clock: Clock;
  readonly faults: FaultScript;
  readonly requests: RecordedRequest[];
  readonly created: CreatedSendId[];
  readonly stateFile: StateFile | undefined;
  /** Whether the emulator listens on a loopback address. */
  readonly loopbackOnly: boolean;
}

const available = [
  ...endpoints.map(({ method, path }) => `${method} ${path}`),
  "GET / (the emulator's page)",
  "GET /openapi.json",
].join(", ");

/** Serves a request to the page, to the OpenAPI document, or to one of Braze's endpoints. */
export async function serveRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  emulator: EmulatorState,
): Promise<void> {
  const response = respondWithoutRecording(incoming, emulator);
  if (response) await sendResponse(outgoing, response, emulator.clock);
  else await serveRecorded(incoming, outgoing, emulator);
}

/** The response to a request that does not concern Braze's endpoints. */
function respondWithoutRecording(
  { headers, url = "", method }: IncomingMessage,
  emulator: EmulatorState,
): HttpResponse | undefined {
  const origin = `http://${headers.host ?? ""}`;
  if (!URL.canParse(origin)) return reject(400, "Bad Request: the Host header is invalid");
  // Prevents DNS rebinding: a web page could reach the emulator by a name that resolves to this machine.
  if (emulator.loopbackOnly && !isLoopback(new URL(origin)))
    return reject(421, "Misdirected Request: use localhost or a loopback address");
  if (method !== "GET" && method !== "HEAD") return undefined;
  const [path] = url.split("?");
  if (path === "/") return { status: 200, body: renderPage(origin, emulator), headers: pageHeaders };
  return path === "/openapi.json" ? { status: 200, body: openApiDocument } : undefined;
}

/** Serves a request that is recorded and logged. */
async function serveRecorded(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  emulator: EmulatorState,
): Promise<void> {
  const { clock, keys, options, requests } = emulator;
  const started = performance.now();
  const recorded: RecordedRequest = {
    at: clock.now(),
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    headers: incoming.headers,
    body: "",
    created: false,
  };
  addToLatest(requests, recorded, options.keepRequests);
  const send = (response: HttpResponse) => {
    if (!outgoing.destroyed) recorded.status = response.status;
    return sendResponse(outgoing, response, clock);
  };
  let request = readRequest(incoming, undefined, keys);
  try {
    request = readRequest(incoming, await readBody(incoming), keys);
    recorded.body = request.body ?? "";
    const response = await respond(request, recorded, incoming, emulator);
    if (response) await send(response);
    else outgoing.destroy();
  } catch (error) {
    // Such as a state file that cannot be written, or a client that has disconnected.
    if (!outgoing.headersSent) await send(reject(500, `Internal Server Error: ${(error as Error).message}`));
  } finally {
    logRequest(recorded, request, performance.now() - started, emulator);
  }
}

/** The response of an endpoint, as a fault changes it; undefined if the connection is closed without a response. */
async function respond(
  request: ReadRequest,
  recorded: RecordedRequest,
  { socket }: IncomingMessage,
  emulator: EmulatorState,
): Promise<HttpResponse | undefined> {
  const { clock, faults, options } = emulator;
  const endpoint = endpoints.find(
    ({ method, path }) => method === recorded.method && path === request.path.replace(/\/$/, ""),
  );
  if (!endpoint) {
    const problem = `${recorded.method} ${request.path} is not available.`;
    return {
      status: 404,
      body: { message: "Invalid URL", errors: [problem, `Available: ${available}.`] },
    };
  }
  const workspace = request.grant?.workspace;
  if (workspace) recorded.workspace = workspace.name;
  if (request.campaignId !== undefined) recorded.campaignId = request.campaignId;
  if (request.sendId !== undefined) recorded.sendId = request.sendId;

  if (request.deprecatedKey)
    request.notes.push(
      `api_key in the ${request.deprecatedKey} is deprecated since May 2020: send the Authorization header`,
    );

  const fault = faults.take({ ...recorded, path: endpoint.path });
  const isHandled =
    fault?.drop !== "before-creating" && (fault?.status === undefined || fault.create === true);
  const handled = isHandled ? handleRequest(endpoint, request, options, clock.now()) : undefined;
  if (handled?.entry) await persist(handled.entry, recorded, emulator);
  const response =
    fault?.status === undefined
      ? handled
      : {
          ...reject(fault.status, STATUS_CODES[fault.status] ?? ""),
          headers: limitHeaders(endpoint, fault.status === 401 ? undefined : workspace, clock.now()),
        };
  if (fault) request.notes.push("scripted fault");
  if (fault?.delayMs) await waitWhileOpen(socket, fault.delayMs);
  if (!response || fault?.drop === "after-creating") return undefined;
  return {
    status: response.status,
    body: fault?.body ?? response.body,
    headers: {
      ...(response.status === 413 && { connection: "close" }),
      ...response.headers,
      ...(fault?.resetInSeconds !== undefined && {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Math.ceil(clock.now().getTime() / 1000 + fault.resetInSeconds)),
      }),
      ...fault?.headers,
    },
    cutOff: fault?.drop === "mid-response",
    bytesPerSecond: fault?.bytesPerSecond,
  };
}

/** Resolves when this entry and all earlier ones are persisted. */
async function persist(
  entry: LedgerEntry,
  recorded: RecordedRequest,
  { created, stateFile }: EmulatorState,
): Promise<void> {
  if (!entry.repeated) {
    created.push(entry.pair);
    recorded.created = true;
    recorded.sendId = entry.pair.sendId;
  }
  await stateFile?.append(entry);
}

/** Logs a request that is completed or aborted. An error in the caller's log function must not fail it. */
function logRequest(
  { headers: _, body: __, path: ___, campaignId, sendId, ...logged }: RecordedRequest,
  { path, sentKeys, notes }: ReadRequest,
  durationMs: number,
  { keys, options }: EmulatorState,
): void {
  const secrets = new Set([...keys.keys(), ...sentKeys.map(cutText)]);
  const redactText = (text: string) => redactKeys(text, secrets);
  try {
    options.log?.({
      ...logged,
      path: redactText(path),
      ...(campaignId !== undefined && { campaignId: redactText(campaignId) }),
      ...(sendId !== undefined && { sendId: redactText(sendId) }),
      durationMs,
      notes,
    });
  } catch (error) {
    process.emitWarning(
      `The emulator's log function failed: ${error instanceof Error ? error.message : error}`,
    );
  }
}
