import { STATUS_CODES } from "node:http";
import { z } from "zod";
import {
  type ApiStatus,
  campaignDetailsSuccess,
  campaignListSuccess,
  createSendIdsRequest,
  createSendIdsSuccess,
  dataSeriesSuccess,
  fatalError,
  sendMessageSuccess,
  syntaxError,
} from "./api-schemas";
import { type Behavior, behaviors } from "./behaviors";
import { endpoints } from "./endpoints";
import { createSendIdsPermission } from "./options";

const documentation =
  "https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/";

const schemas = {
  CreateSendIdsRequest: jsonSchema(createSendIdsRequest, "input"),
  CreateSendIdsSuccess: jsonSchema(createSendIdsSuccess, "output"),
  SendMessageSuccess: jsonSchema(sendMessageSuccess, "output"),
  CampaignListSuccess: jsonSchema(campaignListSuccess, "output"),
  CampaignDetailsSuccess: jsonSchema(campaignDetailsSuccess, "output"),
  DataSeriesSuccess: jsonSchema(dataSeriesSuccess, "output"),
  FatalError: jsonSchema(fatalError, "output"),
  SyntaxError: jsonSchema(syntaxError, "output"),
};
type Body = keyof typeof schemas;
const reference = (name: Body) => ({ $ref: `#/components/schemas/${name}` });

const requestId = {
  schema: { type: "string", format: "uuid" },
  required: true,
  description: "Unique for each request.",
};
const limitHeader = (description: string, schema: object) => ({ description, required: true, schema });
const limitHeadersOf = (schema: object) => ({
  "x-ratelimit-limit": limitHeader("Send IDs per day.", schema),
  "x-ratelimit-remaining": limitHeader("Send IDs left today.", schema),
  "x-ratelimit-reset": limitHeader("When the limit resets, in UTC epoch seconds.", schema),
});
const counted = limitHeadersOf({ type: "string", pattern: "^[0-9]+$" });
const empty = limitHeadersOf({ const: "" });
// Some requests are rejected before their key is known.
const countedIfKeyIsKnown = Object.fromEntries(
  Object.entries(counted).map(([name, header]) => [name, { ...header, required: false }]),
);

// 408 and 431 come from Node's parser.
const responses: Record<ApiStatus | 408 | 421 | 431, { headers: object; bodies: Body[] }> = {
  200: { headers: counted, bodies: ["CreateSendIdsSuccess"] },
  201: { headers: counted, bodies: ["CreateSendIdsSuccess"] },
  400: { headers: countedIfKeyIsKnown, bodies: ["FatalError", "SyntaxError"] },
  401: { headers: empty, bodies: ["FatalError"] },
  403: { headers: countedIfKeyIsKnown, bodies: ["FatalError"] },
  404: { headers: {}, bodies: ["FatalError"] },
  408: { headers: {}, bodies: ["FatalError"] },
  413: { headers: {}, bodies: ["FatalError"] },
  415: { headers: {}, bodies: ["FatalError"] },
  421: { headers: {}, bodies: ["FatalError"] },
  429: { headers: counted, bodies: ["FatalError"] },
  431: { headers: {}, bodies: ["FatalError"] },
  500: { headers: {}, bodies: ["FatalError"] },
};

const successes: Readonly<Record<string, Body>> = {
  "/messages/send": "SendMessageSuccess",
  "/campaigns/trigger/send": "SendMessageSuccess",
  "/campaigns/list": "CampaignListSuccess",
  "/campaigns/details": "CampaignDetailsSuccess",
  "/sends/data_series": "DataSeriesSuccess",
};

/**
 * The emulator's OpenAPI 3.1 document, generated from the schemas that it validates with. `x-behaviors` lists each behavior
 * and how it is known. Served at `GET /openapi.json`.
 */
export const openApiDocument = {
  openapi: "3.1.1",
  info: {
    title: "Braze: create send IDs, as emulated by pulumi-braze",
    version: "1.0.0",
    description: "Not tested against Braze. x-behaviors lists each behavior and how it is known.",
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
          Object.entries(responses).map(([status, { headers, bodies }]) => [
            status,
            response(Number(status), headers, bodies),
          ]),
        ),
        "x-behaviors": behaviorsOf("/sends/id/create", undefined),
      },
    },
    ...otherPaths(),
  },
  components: {
    securitySchemes: {
      restApiKey: {
        type: "http",
        scheme: "bearer",
        description: `A REST API key with the permission ${createSendIdsPermission}.`,
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

/** The other endpoints, which share their rejections. */
function otherPaths() {
  return Object.fromEntries(
    endpoints
      .filter(({ path }) => path in successes)
      .map(({ method, path, permission }) => {
        const success = [method === "GET" ? "200" : "201", { headers: counted, bodies: [successes[path]] }];
        const statuses = method === "GET" ? [400, 401, 403] : [400, 401, 403, 413, 415];
        const rejections = statuses.map((status) => [status, responses[status as ApiStatus]]);
        return [
          path,
          {
            [method.toLowerCase()]: {
              operationId: permission,
              summary: `Requires a key with ${permission}`,
              security: [{ restApiKey: [] }, { apiKeyInUrl: [] }],
              responses: Object.fromEntries(
                ([success, ...rejections] as [string, { headers: object; bodies: Body[] }][]).map(
                  ([status, { headers, bodies }]) => [
                    status,
                    response(Number(status), headers, bodies, path),
                  ],
                ),
              ),
              "x-behaviors": behaviorsOf(path, undefined),
            },
          },
        ];
      }),
  );
}

function behaviorsOf(path: string, status: number | undefined): Behavior[] {
  return behaviors.filter((entry) => (entry.path ?? "/sends/id/create") === path && entry.status === status);
}

function response(status: number, headers: object, bodies: Body[], path = "/sends/id/create") {
  const [only, ...others] = bodies.map(reference);
  return {
    description: STATUS_CODES[status] ?? "",
    headers: { "x-request-id": requestId, ...headers },
    content: { "application/json": { schema: others.length > 0 ? { oneOf: [only, ...others] } : only } },
    "x-behaviors": behaviorsOf(path, status).map(({ status: _, ...rest }): Omit<Behavior, "status"> => rest),
  };
}

function jsonSchema(schema: z.core.$ZodType, io: "input" | "output"): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
