import { randomUUID } from "node:crypto";
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import { isLoopback } from "../braze/loopback";
import type { Clock } from "./clock";
import { reject } from "./define-endpoint";
import { type Delivery, deliver, waitWhileOpen } from "./deliver";
import { pageHeaders, renderPage } from "./emulator-page";
import { endpoints } from "./endpoints";
import type { FaultScript } from "./faults";
import { handleRequest, limitHeaders } from "./handle-request";
import { openApiDocument } from "./openapi";
import type { CheckedOptions } from "./options";
import { type ApiKeyGrant, type ReadRequest, readBody, readRequest } from "./read-request";
import type { LogEntry, RecordedRequest } from "./request-log";
import type { LedgerEntry, Workspace } from "./workspaces";

export interface ServerDependencies {
  workspaces: readonly Workspace[];
  keys: ReadonlyMap<string, ApiKeyGrant>;
  options: CheckedOptions;
  clock: Clock;
  faults: FaultScript;
  /** Cuts a text, and redacts the emulator's keys and those of the request. */
  redactKeys(text: string, sentKeys?: readonly string[]): string;
  /** Whether the emulator listens on a loopback address. */
  loopbackOnly: boolean;
  /** Called when a request arrives. */
  onRequest(request: RecordedRequest): void;
  /** Called when a request is completed or aborted. */
  onComplete(entry: LogEntry): void;
  /** Resolves when this entry and all earlier ones are persisted. */
  persist(entry: LedgerEntry): Promise<void>;
}

/** Sends a response with a body that is text or becomes JSON. */
type Send = (
  status: number,
  body: string | object,
  headers?: Readonly<Record<string, string | null>>,
  delivery?: Delivery,
) => Promise<void>;

const available = [
  ...endpoints.map(({ method, path }) => `${method} ${path}`),
  "GET / (the emulator's page)",
  "GET /openapi.json",
].join(", ");

/** Serves a request to the page, to the OpenAPI document, or to one of Braze's endpoints. */
export async function serveRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  dependencies: ServerDependencies,
): Promise<void> {
  const { clock, loopbackOnly } = dependencies;
  const requestId = randomUUID();
  const send: Send = (status, body, headers, delivery) =>
    deliver(
      outgoing,
      status,
      withoutNulls({ "content-type": "application/json", ...commonHeaders(clock, requestId), ...headers }),
      typeof body === "string" ? body : JSON.stringify(body),
      delivery,
    );
  const origin = `http://${incoming.headers.host ?? ""}`;
  if (!URL.canParse(origin)) return send(400, { message: "Bad Request: the Host header is invalid" });
  // Prevents DNS rebinding: a web page could reach the emulator by a name that resolves to this machine.
  if (loopbackOnly && !isLoopback(new URL(origin)))
    return send(421, { message: "Misdirected Request: use localhost or a loopback address" });

  const [path] = (incoming.url ?? "").split("?");
  const isGet = incoming.method === "GET" || incoming.method === "HEAD";
  if (isGet && path === "/") return send(200, await renderPage(origin, dependencies), pageHeaders);
  if (isGet && path === "/openapi.json") return send(200, openApiDocument);
  return serveRecorded(incoming, outgoing, dependencies, send);
}

/** Serves a request that is recorded and logged. */
async function serveRecorded(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  dependencies: ServerDependencies,
  send: Send,
): Promise<void> {
  const started = performance.now();
  const recorded: RecordedRequest = {
    at: dependencies.clock.now(),
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    headers: incoming.headers,
    body: "",
    created: false,
  };
  dependencies.onRequest(recorded);
  const sendRecorded: Send = (status, ...rest) => {
    if (!outgoing.destroyed) recorded.status = status;
    return send(status, ...rest);
  };
  let request = readRequest(incoming, undefined, dependencies.keys);
  try {
    request = readRequest(incoming, await readBody(incoming), dependencies.keys);
    recorded.body = request.body ?? "";
    await serveEndpoint(request, recorded, outgoing, dependencies, sendRecorded);
  } catch (error) {
    // Such as a state file that cannot be written, or a client that has disconnected.
    if (!outgoing.headersSent)
      await sendRecorded(500, { message: `Internal Server Error: ${(error as Error).message}` });
  } finally {
    const redactText = (text: string) => dependencies.redactKeys(text, request.sentKeys);
    const { headers: _, body: __, path, campaignId, sendId, ...logged } = recorded;
    dependencies.onComplete({
      ...logged,
      path: redactText(request.path),
      ...(campaignId !== undefined && { campaignId: redactText(campaignId) }),
      ...(sendId !== undefined && { sendId: redactText(sendId) }),
      durationMs: performance.now() - started,
      notes: request.notes,
    });
  }
}

async function serveEndpoint(
  request: ReadRequest,
  recorded: RecordedRequest,
  outgoing: ServerResponse,
  { clock, faults, options, persist }: ServerDependencies,
  send: Send,
): Promise<void> {
  const endpoint = endpoints.find(
    ({ method, path }) => method === recorded.method && path === request.path.replace(/\/$/, ""),
  );
  if (!endpoint) {
    const problem = `${recorded.method} ${request.path} is not available.`;
    return send(404, { message: "Invalid URL", errors: [problem, `Available: ${available}.`] });
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
  if (handled?.entry) {
    if (!handled.entry.repeated) {
      recorded.created = true;
      recorded.sendId = handled.entry.pair.sendId;
    }
    await persist(handled.entry);
  }
  const response =
    fault?.status === undefined
      ? handled
      : {
          ...reject(fault.status, STATUS_CODES[fault.status] ?? ""),
          headers: limitHeaders(endpoint, fault.status === 401 ? undefined : workspace, clock.now()),
        };
  if (fault) request.notes.push("scripted fault");
  if (fault?.delayMs) await waitWhileOpen(outgoing.req.socket, fault.delayMs);
  if (!response || fault?.drop === "after-creating") {
    outgoing.destroy();
    return;
  }
  await send(
    response.status,
    fault?.body ?? response.body,
    {
      ...(response.status === 413 && { connection: "close" }),
      ...response.headers,
      ...(fault?.resetInSeconds !== undefined && {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Math.ceil(clock.now().getTime() / 1000 + fault.resetInSeconds)),
      }),
      ...fault?.headers,
    },
    { cutOff: fault?.drop === "mid-response", bytesPerSecond: fault?.bytesPerSecond },
  );
}

/** The headers of every response. */
export function commonHeaders(clock: Clock, requestId: string = randomUUID()) {
  return { "x-request-id": requestId, date: clock.now().toUTCString() };
}

function withoutNulls(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== null),
  );
}
