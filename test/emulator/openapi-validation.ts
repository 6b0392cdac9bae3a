import assert from "node:assert/strict";
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { openApiDocument } from "../../provider/src/emulator";

interface DescribedResponse {
  headers: Record<string, { required: boolean; schema: object }>;
  content: { "application/json": { schema: object } };
}
type Responses = Record<string, DescribedResponse>;
export const described = openApiDocument.paths["/sends/id/create"].post.responses as Responses;
const paths = openApiDocument.paths as unknown as Record<string, Record<string, { responses: Responses }>>;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ ...openApiDocument, $id: "openapi" } as object);

/** One validator per path and status, for the body and the headers together. */
const validators = new Map<string, ValidateFunction>(
  Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.values(methods).flatMap(({ responses }) =>
        Object.entries(responses).map(([status, response]) => [`${path} ${status}`, response] as const),
      ),
    )
    .map(([name, { headers, content }]) => [
      name,
      ajv.compile({
        $id: `response ${name}`.replace(/\W+/g, "-"),
        type: "object",
        properties: {
          body: JSON.parse(
            JSON.stringify(content["application/json"].schema).replaceAll(
              "#/components",
              "openapi#/components",
            ),
          ),
          headers: {
            type: "object",
            required: Object.keys(headers).filter((name) => headers[name]?.required),
            properties: Object.fromEntries(
              Object.entries(headers).map(([name, { schema }]) => [name, schema]),
            ),
            // A response must not have other headers of Braze than the documented ones.
            patternProperties: Object.fromEntries(
              ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "retry-after"]
                .filter((name) => !(name in headers))
                .map((name) => [`^${name}$`, false]),
            ),
          },
        },
      }),
    ]),
);

export function validatorOf(schema: keyof typeof openApiDocument.components.schemas): ValidateFunction {
  return ajv.compile({ $ref: `openapi#/components/schemas/${schema}` });
}

/** Asserts that the OpenAPI document describes the response: its status, headers and body. */
export function assertDescribed(
  response: { status: number; headers: object; body: unknown },
  path = "/sends/id/create",
): void {
  const validate = validators.get(`${path} ${response.status}`);
  assert.ok(validate, `${response.status} is not described`);
  assert.ok(validate(response), JSON.stringify(validate.errors));
}
