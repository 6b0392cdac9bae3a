import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { type Behavior, behaviors } from "./behaviors";
import { type Endpoint, fatalError, syntaxError } from "./define-endpoint";
import { endpoints } from "./endpoints";
import { createSendId } from "./send-id-endpoint";

interface Operation {
  responses: Readonly<Record<string, object>>;
  [field: string]: unknown;
}

/** When the rate-limit headers are sent, by status: with a known key, and with empty values if the key is wrong. */
const sentLimitHeaders: Readonly<Record<number, "always" | "empty" | "if the key is known">> = {
  200: "always",
  201: "always",
  400: "if the key is known",
  401: "empty",
  403: "if the key is known",
  429: "always",
};

// 408 and 431 come from Node's parser.
const rejections = [400, 401, 403, 404, 408, 413, 415, 421, 431];

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/**
 * The emulator's OpenAPI 3.1 document, generated from the schemas that it validates with. `x-behaviors` lists each behavior
 * and how it is known. Served at `GET /openapi.json`.
 */
export const openApiDocument = {
  openapi: "3.1.1",
  info: {
    title: "Braze's endpoints for send IDs, as emulated by pulumi-braze",
    version: "1.0.0",
    description: "Not tested against Braze. x-behaviors lists each behavior and how it is known.",
  },
  externalDocs: {
    url: "https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/",
  },
  servers: [{ url: "/" }],
  paths: Object.fromEntries(
    endpoints.map((endpoint) => [endpoint.path, { [endpoint.method.toLowerCase()]: operationOf(endpoint) }]),
  ) as { "/sends/id/create": { post: Operation } } & Record<string, { get?: Operation; post?: Operation }>,
  components: {
    securitySchemes: {
      restApiKey: { type: "http", scheme: "bearer", description: "A REST API key with the permission." },
      apiKeyInUrl: {
        type: "apiKey",
        in: "query",
        name: "api_key",
        description: "Deprecated since May 2020.",
      },
    },
    schemas: Object.fromEntries<object>([
      ...endpoints.flatMap(({ name, method, request, success }) => [
        ...(method === "POST" ? [[`${name}Request`, jsonSchema(request, "input")] as const] : []),
        [`${name}Success`, jsonSchema(success, "output")] as const,
      ]),
      ["FatalError", jsonSchema(fatalError, "output")],
      ["SyntaxError", jsonSchema(syntaxError, "output")],
    ]),
  },
};

function operationOf(endpoint: Endpoint): Operation {
  const { name, method, path, summary, permission, request } = endpoint;
  const successes = endpoint === createSendId ? [200, 201] : [method === "GET" ? 200 : 201];
  const others = endpoint === createSendId ? [429, 500] : [];
  return {
    operationId: permission,
    summary: `${summary}. Requires a key with ${permission}.`,
    security: [{ restApiKey: [] }, { apiKeyInUrl: [] }],
    ...(method === "GET"
      ? { parameters: parametersOf(request) }
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: reference(`${name}Request`) } },
          },
        }),
    responses: Object.fromEntries(
      [...successes, ...rejections, ...others].map((status) => [
        status,
        responseOf(endpoint, status, successes.includes(status)),
      ]),
    ),
    "x-behaviors": behaviorsOf(path, undefined),
  };
}

/** The fields of the query. */
function parametersOf(request: z.ZodType): object[] {
  const { properties = {}, required = [] } = jsonSchema(request, "input");
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function responseOf({ name, path, limit }: Endpoint, status: number, isSuccess: boolean) {
  const errors =
    status === 400 ? { oneOf: [reference("FatalError"), reference("SyntaxError")] } : reference("FatalError");
  const sent = sentLimitHeaders[status];
  const subject = limit === "daily" ? "Send IDs per day" : "Requests per hour";
  const header = (description: string) => ({
    description,
    required: sent !== "if the key is known",
    schema: sent === "empty" ? { const: "" } : { type: "string", pattern: "^[0-9]+$" },
  });
  return {
    description: STATUS_CODES[status] ?? "",
    headers: {
      "x-request-id": {
        description: "Unique for each request.",
        required: true,
        schema: { type: "string", format: "uuid" },
      },
      ...(sent && {
        "x-ratelimit-limit": header(`${subject}.`),
        "x-ratelimit-remaining": header(`${subject} that are left.`),
        "x-ratelimit-reset": header("When the limit resets, in UTC epoch seconds."),
      }),
    },
    content: { "application/json": { schema: isSuccess ? reference(`${name}Success`) : errors } },
    "x-behaviors": behaviorsOf(path, status).map(({ status: _, ...rest }) => rest),
  };
}

function behaviorsOf(path: string, status: number | undefined): Behavior[] {
  return behaviors.filter((entry) => (entry.path ?? createSendId.path) === path && entry.status === status);
}

function jsonSchema(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
