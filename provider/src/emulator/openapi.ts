import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { type Behaviour, behaviours } from "./behaviours";
import { createSendIdsPermission } from "./options";
import {
  type AnswerStatus,
  createSendIdsRequest,
  createSendIdsSuccess,
  fatalError,
  syntaxError,
} from "./wire";

const documentation =
  "https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/";

const schemas = {
  CreateSendIdsRequest: jsonSchema(createSendIdsRequest, "input"),
  CreateSendIdsSuccess: jsonSchema(createSendIdsSuccess, "output"),
  FatalError: jsonSchema(fatalError, "output"),
  SyntaxError: jsonSchema(syntaxError, "output"),
};
type Body = keyof typeof schemas;
const reference = (name: Body) => ({ $ref: `#/components/schemas/${name}` });

const requestId = {
  schema: { type: "string", format: "uuid" },
  required: true,
  description: "One per request.",
};
const limitHeader = (description: string, schema: object) => ({ description, required: true, schema });
const limitHeadersOf = (schema: object) => ({
  "x-ratelimit-limit": limitHeader("Send IDs a day.", schema),
  "x-ratelimit-remaining": limitHeader("Send IDs left today.", schema),
  "x-ratelimit-reset": limitHeader("When the day ends, UTC epoch seconds.", schema),
});
const counted = limitHeadersOf({ type: "string", pattern: "^[0-9]+$" });
const empty = limitHeadersOf({ const: "" });
// Some refusals come before the key is known.
const perhapsCounted = Object.fromEntries(
  Object.entries(counted).map(([name, header]) => [name, { ...header, required: false }]),
);

// Two more than the emulator's code answers: Node's parser has its own refusals.
const answers: Record<AnswerStatus | 408 | 431, { headers: object; bodies: Body[] }> = {
  200: { headers: counted, bodies: ["CreateSendIdsSuccess"] },
  201: { headers: counted, bodies: ["CreateSendIdsSuccess"] },
  400: { headers: perhapsCounted, bodies: ["FatalError", "SyntaxError"] },
  401: { headers: empty, bodies: ["FatalError"] },
  403: { headers: perhapsCounted, bodies: ["FatalError"] },
  404: { headers: {}, bodies: ["FatalError"] },
  408: { headers: {}, bodies: ["FatalError"] },
  413: { headers: {}, bodies: ["FatalError"] },
  415: { headers: {}, bodies: ["FatalError"] },
  429: { headers: counted, bodies: ["FatalError"] },
  431: { headers: {}, bodies: ["FatalError"] },
  500: { headers: {}, bodies: ["FatalError"] },
};

/**
 * The OpenAPI 3.1 document of what the emulator serves, made from the schemas it validates with. Behaviours are listed
 * under `x-behaviours`, each with where it is known from. Served at `GET /openapi.json`.
 */
export const openApiDocument = {
  openapi: "3.1.1",
  info: {
    title: "Braze: create send IDs, as emulated by pulumi-braze",
    version: "1.0.0",
    description: "Nothing here was tried against Braze. What is known from where is under x-behaviours.",
  },
  externalDocs: { url: documentation },
  servers: [{ url: "/" }],
  paths: {
    "/sends/id/create": {
      post: {
        operationId: "createSendIds",
        summary: "Create a send ID for tracking messages",
        security: [{ restApiKey: [] }, { apiKeyInUrl: [] }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: reference("CreateSendIdsRequest") } },
        },
        responses: Object.fromEntries(
          Object.entries(answers).map(([status, { headers, bodies }]) => [
            status,
            response(Number(status), headers, bodies),
          ]),
        ),
        "x-behaviours": behaviours.filter(({ status }) => status === undefined),
      },
    },
  },
  components: {
    securitySchemes: {
      restApiKey: {
        type: "http",
        scheme: "bearer",
        description: `A REST API key with ${createSendIdsPermission}.`,
      },
      apiKeyInUrl: {
        type: "apiKey",
        in: "query",
        name: "api_key",
        description: "Deprecated since May 2020.",
      },
    },
    schemas,
  },
};

function response(status: number, headers: object, bodies: Body[]) {
  const [only, ...others] = bodies.map(reference);
  return {
    description: STATUS_CODES[status] ?? "",
    headers: { "x-request-id": requestId, ...headers },
    content: { "application/json": { schema: others.length > 0 ? { oneOf: [only, ...others] } : only } },
    "x-behaviours": behaviours
      .filter((entry) => entry.status === status)
      .map(({ status: _, ...rest }): Omit<Behaviour, "status"> => rest),
  };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
