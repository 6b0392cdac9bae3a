import { randomUUID } from "node:crypto";
import { type IncomingMessage, STATUS_CODES } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { isLoopback } from "../braze/loopback";
import { answerRequest } from "./answer-request";
import type { Clock } from "./clock";
import { createSendId } from "./create-send-id";
import { deliver } from "./deliver";
import type { ApiKeyGrant, Endpoint } from "./endpoint";
import { endpoints } from "./endpoints";
import type { FaultScript } from "./faults";
import { openApiDocument } from "./openapi";
import type { Policy } from "./options";
import { pageHeaders, renderPage } from "./page";
import { readRequest } from "./read-request";
import type { RecordedRequest } from "./recorded-request";
import type { LogEntry } from "./request-log";
import { type ApiBody, maxBodyBytes } from "./wire";
import type { LedgerEntry, Workspace } from "./workspaces";

export interface RouteParts {
  workspaces: readonly Workspace[];
  keys: ReadonlyMap<string, ApiKeyGrant>;
  policy: Policy;
  clock: Clock;
  faults: FaultScript;
  /** Aborted when the emulator closes. */
  closing: AbortSignal;
  /** Redacts every key that the emulator knows, and the one of a request, from text that people will see. */
  hideKeys(text: string, requestKey?: string): string;
  /** Whether it listens on a loopback address. */
  loopbackOnly: boolean;
  /** Told of every request as soon as it arrives. */
  onSeen(request: RecordedRequest): void;
  onDone(entry: LogEntry): void;
  /** Resolves when everything up to this answer is kept. */
  keep(entry: LedgerEntry | undefined): Promise<void>;
}

interface Exchange {
  seen: RecordedRequest;
  body: string | undefined;
  notes: string[];
  /** The key of the request, known or not. */
  apiKey: string;
}
type Env = { Bindings: HttpBindings; Variables: { requestId: string; exchange: Exchange } };

const served = [
  ...endpoints.map(({ method, path }) => `${method} ${path}`),
  "GET / (this emulator's page)",
  "GET /openapi.json",
].join(", ");

/** Everything the emulator serves. */
export function createRoutes(parts: RouteParts): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (context, next) => {
    context.set("requestId", randomUUID());
    for (const [name, value] of Object.entries(commonHeaders(parts.clock, context.var.requestId)))
      context.header(name, value);
    await next();
  });

  // Another name that resolves to this machine could let a web page in a browser read what is here (DNS rebinding).
  app.use(async (context, next) => {
    const host = `http://${context.env.incoming.headers.host ?? ""}`;
    if (!parts.loopbackOnly || (URL.canParse(host) && isLoopback(new URL(host)))) return next();
    return context.json(
      { message: "Misdirected Request: use localhost or the loopback address" } satisfies ApiBody,
      421,
    );
  });

  app.get("/", (context) =>
    context.html(
      renderPage(new URL(context.req.url).origin, parts.workspaces, parts.clock.now(), parts.hideKeys),
      200,
      pageHeaders,
    ),
  );
  app.get("/openapi.json", (context) => context.json(openApiDocument));

  // The routes above are the emulator's own, and not among the requests it saw.
  app.use(async (context, next) => {
    const { incoming, outgoing } = context.env;
    const started = performance.now();
    const seen: RecordedRequest = {
      at: parts.clock.now(),
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      headers: incoming.headers,
      body: "",
      created: false,
    };
    parts.onSeen(seen);
    const exchange: Exchange = { seen, body: undefined, notes: [], apiKey: "" };
    context.set("exchange", exchange);
    try {
      exchange.body = await readBody(incoming);
      seen.body = exchange.body ?? "";
      await next();
      if (context.res !== RESPONSE_ALREADY_SENT && !outgoing.destroyed) seen.status = context.res.status;
    } finally {
      const hide = (text: string) => parts.hideKeys(text, exchange.apiKey);
      const { headers: _, body: __, path, campaignId, sendId, ...told } = seen;
      parts.onDone({
        ...told,
        path: hide(path.replace(/\?.*/s, "")),
        ...(campaignId !== undefined && { campaignId: hide(campaignId) }),
        ...(sendId !== undefined && { sendId: hide(sendId) }),
        durationMs: performance.now() - started,
        notes: exchange.notes,
      });
    }
  });

  for (const endpoint of endpoints)
    app.on(endpoint.method, [endpoint.path, `${endpoint.path}/`], (context) =>
      serve(endpoint, context, parts),
    );

  app.notFound((context) =>
    context.json(
      {
        message: "Invalid URL",
        errors: [`${context.req.method} ${context.req.path} is not served here.`, `Served: ${served}.`],
      } satisfies ApiBody,
      404,
    ),
  );
  app.onError((error, context) => context.json({ message: `Internal Server Error: ${error.message}` }, 500));
  return app;
}

async function serve(endpoint: Endpoint, context: Context<Env>, parts: RouteParts): Promise<Response> {
  const { exchange, requestId } = context.var;
  const { seen } = exchange;
  const { incoming, outgoing } = context.env;
  const request = readRequest(
    {
      path: context.req.path,
      query: context.req.query(),
      authorization: incoming.headers.authorization,
      contentType: incoming.headers["content-type"],
      body: exchange.body,
    },
    parts.keys,
  );
  const workspace = request.grant?.workspace;
  if (workspace) seen.workspace = workspace.name;
  if (request.campaignId !== undefined) seen.campaignId = request.campaignId;
  if (request.sendId !== undefined) seen.sendId = request.sendId;
  exchange.notes.push(...request.notes);
  exchange.apiKey = request.apiKey;

  const fault = parts.faults.take({ ...seen, path: endpoint.path });
  const answered =
    fault?.drop !== "before-creating" && (fault?.status === undefined || fault.create)
      ? answerRequest(endpoint, request, parts.policy, parts.clock.now())
      : undefined;
  if (answered?.entry && !answered.entry.repeated) {
    seen.created = true;
    seen.sendId = answered.entry.pair.sendId;
  }
  if (endpoint === createSendId && answered?.status === parts.policy.successStatus)
    await parts.keep(answered.entry);

  const reply =
    fault?.status === undefined
      ? answered
      : {
          status: fault.status,
          body: { message: STATUS_CODES[fault.status] ?? "" },
          headers: endpoint.limitHeaders(fault.status === 401 ? undefined : workspace, parts.clock.now()),
        };
  if (fault) exchange.notes.push("scripted fault");
  if (fault?.delayMs) await wait(fault.delayMs, undefined, { signal: parts.closing }).catch(() => {});
  if (!reply || fault?.drop === "after-creating" || parts.closing.aborted) {
    outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  if (!outgoing.destroyed) seen.status = reply.status;
  const body = fault?.body ?? reply.body;
  await deliver(
    outgoing,
    reply.status,
    withoutNulls({
      "content-type": "application/json",
      ...commonHeaders(parts.clock, requestId),
      ...(reply.status === 413 && { connection: "close" }),
      ...reply.headers,
      ...(fault?.resetInSeconds !== undefined && {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Math.ceil(parts.clock.now().getTime() / 1000 + fault.resetInSeconds)),
      }),
      ...fault?.headers,
    }),
    typeof body === "string" ? body : JSON.stringify(body),
    { cutOff: fault?.drop === "mid-answer", bytesPerSecond: fault?.bytesPerSecond },
    parts.closing,
  );
  return RESPONSE_ALREADY_SENT;
}

/** What is on every answer. */
export function commonHeaders(clock: Clock, requestId: string = randomUUID()) {
  return { "x-request-id": requestId, date: clock.now().toUTCString() };
}

function withoutNulls(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== null),
  );
}

/** Undefined when there is more than Braze reads. What is too much is still taken in, so that the answer gets out. */
function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve(undefined);
      }
    });
    incoming.on("end", () => resolve(Buffer.concat(chunks).toString()));
    incoming.on("close", () => {
      if (!incoming.complete) reject(new Error("The client went away."));
    });
    incoming.on("error", reject);
  });
}
