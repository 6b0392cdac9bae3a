import { z } from "zod";
import type { CheckedOptions } from "./options";
import type { LedgerEntry, Workspace } from "./workspaces";

export const campaignIdProblem = "campaign_id must be a string of the campaign api identifier";
export const sendIdProblem = "send_id must be a string of 1 to 64 ASCII characters";
export const unknownCampaign =
  "Invalid Campaign ID: No messaging API campaign was found for your provided campaign ID.";

export const fatalError = z.object({
  message: z.string().meta({ description: "The problem." }),
  errors: z.array(z.string()).optional().meta({ description: "All problems, if there are several." }),
});

export const syntaxError = z.object({
  error: z.string().meta({ description: "The problem with the JSON." }),
});

type Rejection = z.output<typeof fatalError> | z.output<typeof syntaxError>;

/** Status and body of a response, and what the request changed. */
export interface Decision<Success = object> {
  status: number;
  body: Success | Rejection;
  /** The change, already counted, to be persisted before the response is sent. */
  entry?: LedgerEntry;
}

export interface EndpointContext {
  workspace: Workspace;
  options: CheckedOptions;
  now: Date;
}

/** One of Braze's endpoints. Its validation, its route, and its part of the OpenAPI document come from this declaration. */
export interface Endpoint<Fields = unknown, Success = object> {
  method: "GET" | "POST";
  path: string;
  /** Its name in the OpenAPI document. */
  name: string;
  summary: string;
  /** The permission that a key requires. */
  permission: string;
  limit: keyof Workspace["limits"];
  /** The fields of the body or, of a GET request, of the query. The messages are those of the rejections. */
  request: z.ZodType<Fields>;
  success: z.ZodType<Success>;
  /** Handles a request whose fields are valid. */
  handle(fields: Fields, context: EndpointContext): Decision<Success>;
}

/** Declares an endpoint. The types of its fields and of its success are those of their schemas. */
export const defineEndpoint = <Fields, Success extends object>(
  endpoint: Endpoint<Fields, Success>,
): Endpoint => endpoint;

/** A rejection that lists every problem if there are several. */
export function reject(status: number, ...problems: string[]): { status: number; body: Rejection } {
  const errors = [...new Set(problems)];
  return { status, body: { message: errors[0] ?? "", ...(errors.length > 1 && { errors }) } };
}
