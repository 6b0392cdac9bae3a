import { randomUUID } from "node:crypto";
import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { limitConcurrency } from "../braze/limit-concurrency";
import { isLoopback } from "../braze/loopback";
import { type ApiBody, maxBodyBytes } from "./api-schemas";
import type { Clock } from "./clock";
import { createSendId } from "./create-send-id";
import { deliver, waitWhileOpen } from "./deliver";
import type { ApiKeyGrant, Endpoint, ReadRequest } from "./endpoint";
import { endpoints } from "./endpoints";
import type { FaultScript } from "./faults";
import { handleRequest } from "./handle-request";
import { openApiDocument } from "./openapi";
import type { Policy } from "./options";
import { pageHeaders, renderPage } from "./page";
import { readRequest } from "./read-request";
import type { RecordedRequest } from "./recorded-request";
import type { LogEntry } from "./request-log";
import type { LedgerEntry, Workspace } from "./workspaces";

export interface RouteDependencies {
  workspaces: readonly Workspace[];
  keys: ReadonlyMap<string, ApiKeyGrant>;
  policy: Policy;
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
  persist(entry: LedgerEntry | undefined): Promise<void>;
}

/** A request while it is handled. */
interface RequestState {
  recorded: RecordedRequest;
  request: ReadRequest;
  notes: string[];
}
type Env = { Bindings: HttpBindings; Variables: { requestId: string; state: RequestState } };

const available = [
  ...endpoints.map(({ method, path }) => `${method} ${path}`),
  "GET / (the emulator's page)",
  "GET /openapi.json",
].join(", ");

/** The emulator's routes: Braze's endpoints, the page, and the OpenAPI document. */
export function createRoutes(dependencies: RouteDependencies): Hono<Env> {
  const app = new Hono<Env>();
  const readBody = createBodyReader();

  app.use(async (context, next) => {
    context.set("requestId", randomUUID());
    for (const [name, value] of Object.entries(commonHeaders(dependencies.clock, context.var.requestId)))
      context.header(name, value);
    await next();
  });

  // Prevents DNS rebinding: a web page could reach the emulator by a name that resolves to this machine.
  app.use(async (context, next) => {
    const host = `http://${context.env.incoming.headers.host ?? ""}`;
    if (!dependencies.loopbackOnly || (URL.canParse(host) && isLoopback(new URL(host)))) return next();
    return context.json(
      { message: "Misdirected Request: use localhost or a loopback address" } satisfies ApiBody,
      421,
    );
  });

  app.get("/", (context) =>
    context.html(
      renderPage(
        new URL(context.req.url).origin,
        dependencies.workspaces,
        dependencies.clock.now(),
        dependencies.redactKeys,
      ),
      200,
      pageHeaders,
    ),
  );
  app.get("/openapi.json", (context) => context.json(openApiDocument));

  // Requests to the routes above are not recorded.
  app.use(async (context, next) => {
    const { incoming, outgoing } = context.env;
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
    const read = (body: string | undefined) =>
      readRequest(
        {
          path: context.req.path,
          query: context.req.query(),
          authorization: incoming.headers.authorization,
          contentType: incoming.headers["content-type"],
          body,
        },
        dependencies.keys,
      );
    const state: RequestState = { recorded, request: read(undefined), notes: [] };
    context.set("state", state);
    try {
      state.request = read(await readBody(incoming));
      recorded.body = state.request.body ?? "";
      await next();
      if (context.res !== RESPONSE_ALREADY_SENT && !outgoing.destroyed) recorded.status = context.res.status;
    } finally {
      const redactText = (text: string) => dependencies.redactKeys(text, state.request.sentKeys);
      const { headers: _, body: __, path, campaignId, sendId, ...logged } = recorded;
      dependencies.onComplete({
        ...logged,
        path: redactText(path.replace(/\?.*/s, "")),
        ...(campaignId !== undefined && { campaignId: redactText(campaignId) }),
        ...(sendId !== undefined && { sendId: redactText(sendId) }),
        durationMs: performance.now() - started,
        notes: state.notes,
      });
    }
  });

  for (const endpoint of endpoints)
    app.on(endpoint.method, [endpoint.path, `${endpoint.path}/`], (context) =>
      serve(endpoint, context, dependencies),
    );

  app.notFound((context) =>
    context.json(
      {
        message: "Invalid URL",
        errors: [`${context.req.method} ${context.req.path} is not available.`, `Available: ${available}.`],
      } satisfies ApiBody,
      404,
    ),
  );
  app.onError((error, context) => context.json({ message: `Internal Server Error: ${error.message}` }, 500));
  return app;
}

async function serve(
  endpoint: Endpoint,
  context: Context<Env>,
  dependencies: RouteDependencies,
): Promise<Response> {
  const { state, requestId } = context.var;
  const { recorded, request } = state;
  const { incoming, outgoing } = context.env;
  const workspace = request.grant?.workspace;
  if (workspace) recorded.workspace = workspace.name;
  if (request.campaignId !== undefined) recorded.campaignId = request.campaignId;
  if (request.sendId !== undefined) recorded.sendId = request.sendId;
  state.notes.push(...request.notes);

  const fault = dependencies.faults.take({ ...recorded, path: endpoint.path });
  const handled =
    fault?.drop !== "before-creating" && (fault?.status === undefined || fault.create)
      ? handleRequest(endpoint, request, dependencies.policy, dependencies.clock.now())
      : undefined;
  if (handled?.entry && !handled.entry.repeated) {
    recorded.created = true;
    recorded.sendId = handled.entry.pair.sendId;
  }
  if (endpoint === createSendId && handled?.status === dependencies.policy.successStatus)
    await dependencies.persist(handled.entry);

  const response =
    fault?.status === undefined
      ? handled
      : {
          status: fault.status,
          body: { message: STATUS_CODES[fault.status] ?? "" },
          headers: endpoint.limitHeaders(
            fault.status === 401 ? undefined : workspace,
            dependencies.clock.now(),
          ),
        };
  if (fault) state.notes.push("scripted fault");
  if (fault?.delayMs) await waitWhileOpen(incoming.socket, fault.delayMs);
  if (!response || fault?.drop === "after-creating") {
    outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  if (!outgoing.destroyed) recorded.status = response.status;
  const body = fault?.body ?? response.body;
  await deliver(
    outgoing,
    response.status,
    withoutNulls({
      "content-type": "application/json",
      ...commonHeaders(dependencies.clock, requestId),
      ...(response.status === 413 && { connection: "close" }),
      ...response.headers,
      ...(fault?.resetInSeconds !== undefined && {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(
          Math.ceil(dependencies.clock.now().getTime() / 1000 + fault.resetInSeconds),
        ),
      }),
      ...fault?.headers,
    }),
    typeof body === "string" ? body : JSON.stringify(body),
    { cutOff: fault?.drop === "mid-response", bytesPerSecond: fault?.bytesPerSecond },
  );
  return RESPONSE_ALREADY_SENT;
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

/** Bodies up to this size are read at once. */
const smallBodyBytes = 64 * 1024;
/** How many larger bodies are read at a time. */
const maxLargeBodies = 8;

/**
 * Creates a function that reads a body. A large one waits for its turn, because a thousand clients could send gigabytes at a
 * time.
 */
function createBodyReader() {
  const limitLarge = limitConcurrency(maxLargeBodies);
  /** Undefined if the body exceeds the size that Braze reads. The rest is still received, so that the client gets the response. */
  return async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    let size = 0;
    const body = incoming.iterator({ destroyOnReturn: false });
    const readUpTo = async (limit: number) => {
      for (let next = await body.next(); !next.done; next = await body.next()) {
        chunks.push(next.value);
        size += next.value.length;
        if (size > limit) return;
      }
    };
    await readUpTo(smallBodyBytes);
    if (size > smallBodyBytes) await limitLarge(() => readUpTo(maxBodyBytes));
    if (size > maxBodyBytes) {
      incoming.resume();
      return undefined;
    }
    return Buffer.concat(chunks).toString();
  };
}
