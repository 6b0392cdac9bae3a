import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { type Behaviour, behaviours } from "./behaviours";
import { createSendIdsPermission } from "./options";
import { createSendIdsRequest, createSendIdsSuccess, fatalError, syntaxError } from "./wire";

const documentation =
  "https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/";

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

const answers: Record<number, { headers: object; schemas: z.ZodType[] }> = {
  200: { headers: counted, schemas: [createSendIdsSuccess] },
  201: { headers: counted, schemas: [createSendIdsSuccess] },
  400: { headers: perhapsCounted, schemas: [fatalError, syntaxError] },
  401: { headers: empty, schemas: [fatalError] },
  403: { headers: perhapsCounted, schemas: [fatalError] },
  404: { headers: {}, schemas: [fatalError] },
  408: { headers: {}, schemas: [fatalError] },
  413: { headers: {}, schemas: [fatalError] },
  415: { headers: {}, schemas: [fatalError] },
  429: { headers: counted, schemas: [fatalError] },
  431: { headers: {}, schemas: [fatalError] },
  500: { headers: {}, schemas: [fatalError] },
};

const named = { createSendIdsRequest, createSendIdsSuccess, fatalError, syntaxError };
const nameOf = (schema: z.ZodType) => schema.meta()?.id as string;
const reference = (schema: z.ZodType) => ({ $ref: `#/components/schemas/${nameOf(schema)}` });

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
          content: { "application/json": { schema: reference(createSendIdsRequest) } },
        },
        responses: Object.fromEntries(
          Object.entries(answers).map(([status, { headers, schemas }]) => [
            status,
            response(Number(status), headers, schemas),
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
    schemas: Object.fromEntries(Object.values(named).map((schema) => [nameOf(schema), jsonSchema(schema)])),
  },
};

function response(status: number, headers: object, schemas: z.ZodType[]) {
  const [only, ...others] = schemas.map(reference);
  return {
    description: STATUS_CODES[status] ?? "",
    headers: { "x-request-id": requestId, ...headers },
    content: { "application/json": { schema: others.length > 0 ? { oneOf: [only, ...others] } : only } },
    "x-behaviours": behaviours
      .filter((entry) => entry.status === status)
      .map(({ status: _, ...rest }): Omit<Behaviour, "status"> => rest),
  };
}

function jsonSchema(schema: z.ZodType): object {
  const {
    $schema: _,
    id: __,
    ...rest
  } = z.toJSONSchema(schema, {
    io: schema === createSendIdsRequest ? "input" : "output",
  });
  return rest;
}
