import {
  defaultApiKey,
  type Emulator,
  type EmulatorOptions,
  startEmulator,
} from "../../provider/src/emulator";

/** A recorded identifier, which is not a valid UUID. */
export const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
export const otherCampaignId = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

export interface TestResponse {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the body of its response
  body: any;
}

export interface RequestOptions {
  method?: string;
  /** Added to `Content-Type` and the default key. `undefined` removes a header. */
  headers?: Record<string, string | undefined>;
  body?: unknown;
}

export interface TestEmulator extends Emulator {
  request(path: string, init?: RequestOptions): Promise<TestResponse>;
  /** Requests a send ID with the default key. */
  create(fields: unknown, headers?: RequestOptions["headers"]): Promise<TestResponse>;
}

const running: Emulator[] = [];

/** Starts an emulator that {@link closeEmulators} closes. By default, its day does not end during a test. */
export async function start(options: EmulatorOptions = {}): Promise<TestEmulator> {
  const emulator = await startEmulator({ startTime: new Date("2030-01-01T12:00:00Z"), ...options });
  running.push(emulator);
  return {
    ...emulator,
    request: (path, init) => send(emulator.url + path, init),
    create: (fields, headers) => post(emulator.url, fields, headers),
  };
}

/** Requests a send ID from the emulator at `url`, with the default key. */
export function post(
  url: string,
  fields: unknown,
  headers: RequestOptions["headers"] = {},
): Promise<TestResponse> {
  return send(`${url}/sends/id/create`, { headers, body: fields });
}

async function send(
  url: string,
  { method = "POST", headers = {}, body }: RequestOptions = {},
): Promise<TestResponse> {
  const all = { "content-type": "application/json", authorization: `Bearer ${defaultApiKey}`, ...headers };
  const response = await fetch(url, {
    method,
    headers: Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

export async function closeEmulators(): Promise<void> {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
}

/** The rate-limit headers as Braze names them: limit, remaining, reset. */
export function limits({ headers }: TestResponse): (string | null)[] {
  return ["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}`));
}
