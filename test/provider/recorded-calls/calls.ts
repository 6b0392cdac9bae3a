import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { Emulator } from "pulumi-braze/emulator";
import { wellKnown } from "../../../provider/src/hosts/pulumi-modules";
import type { Import } from "../../real-engine/stack";

type Json = Record<string, unknown>;

/** A call of the provider by the engine, in the form of the engine's own log. */
export interface Call {
  run: string;
  method: string;
  request: Json;
  response?: Json;
  error?: string;
}

const files = { "pulumi-braze": "dynamic.jsonl", "pulumi-braze/native": "plugin.jsonl" } as const;

/** The file with the recorded calls of a host. */
export const recording = (host: Import) => join(__dirname, files[host]);

/** The recorded calls of a host. They follow the versions in the first line. */
export const recordedCalls = (host: Import): Call[] =>
  readFileSync(recording(host), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line));

/** A recorded request for a resource, or for the provider, which is named "default". */
export function recordedRequest(host: Import, run: string, method: string, resource: string): Json {
  const found = recordedCalls(host).find(
    (call) => call.run === run && call.method === method && call.request.name === resource,
  );
  if (found === undefined) throw new Error(`The run "${run}" has no ${method} of "${resource}".`);
  return found.request;
}

const recordedUrl = "http://127.0.0.1";

/** A text without what differs with each run: times, the emulator's address, and the send IDs that it generates. */
export function withoutVariations(text: string, { url, created }: Pick<Emulator, "url" | "created">): string {
  return created
    .filter(({ generated }) => generated)
    .reduce((fixed, { sendId }) => fixed.replaceAll(sendId, "generated"), text)
    .replaceAll(url, recordedUrl)
    .replace(/\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z| \d\d:\d\d:\d\d UTC)/g, (time) =>
      time.replaceAll(/\d/g, "0"),
    );
}

/** A recorded request with the address of a running emulator. */
export const requestTo = ({ url }: Pick<Emulator, "url">, request: Json): Json =>
  JSON.parse(JSON.stringify(request).replaceAll(recordedUrl, url));

/** The name of a method in the generated code. They are called alike. */
export const nameOf = (method: string) => `${method[0]?.toLowerCase()}${method.slice(1)}` as "check";

const typesOf = (method: string) =>
  ResourceProviderService[nameOf(method)] as never as Record<
    "requestType" | "responseType",
    typeof pb.CheckRequest
  >;
export const toRequest = (method: string, json: Json) => toMessage(typesOf(method).requestType, json);
export const toResponse = (method: string, json: Json) => toMessage(typesOf(method).responseType, json);

const enums: Json = { ...pb.DiffResponse.DiffChanges, ...pb.PropertyDiff.Kind };
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** The message that the engine's log writes as this JSON. In the generated code, some names have other capitals. */
function toMessage<Message>(Type: new () => Message, json: Json): Message {
  const message = new Type();
  const methods = Object.getOwnPropertyNames(Type.prototype);
  const find = (like: string) => methods.find((name) => name.toLowerCase() === like.toLowerCase());
  for (const [field, value] of Object.entries(json)) {
    const name = find(`get${field}Map`) ?? find(`set${field}List`) ?? find(`set${field}`);
    if (name === undefined) throw new Error(`The SDK has no field ${field}.`);
    const method = (message as Record<string, (value?: unknown) => Map<string, unknown>>)[name]?.bind(
      message,
    );
    if (name.startsWith("get")) {
      for (const [key, entry] of Object.entries(value as Json))
        method?.().set(key, isObject(entry) ? toMessage(pb.PropertyDiff, entry) : entry);
    } else if (Array.isArray(value)) {
      method?.(value.map((entry) => (isObject(entry) ? toMessage(pb.CheckFailure, entry) : entry)));
    } else if (isObject(value)) {
      method?.(wellKnown.Struct.fromJavaScript(value as never));
    } else {
      method?.(enums[String(value)] ?? value);
    }
  }
  return message;
}
