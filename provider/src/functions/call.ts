import type { z } from "zod";
import type { ClientOptions } from "../braze/client-options";
import { createReader } from "../braze/read";
import { readCampaigns } from "../braze/read-campaigns";
import { type Configuration, ConfigurationError } from "../configuration/configuration";
import { explainRead } from "../failures/explain-read";
import { explainKeyInArguments } from "../failures/key-in-argument";
import { unknownValue } from "../resources/unknown";
import { type FunctionContext, type FunctionDefinition, FunctionError, type Listing } from "./definition";
import { functions } from "./functions";

// A list of functions has no type of arguments in common.
// biome-ignore lint/suspicious/noExplicitAny: validate() returns what the definition's own schema describes
type AnyFunction = FunctionDefinition<any, any>;

/** Calls a function by its token. */
export type CallFunction = (token: string, args: Readonly<Record<string, unknown>>) => Promise<object>;

const permission = "campaigns.list";

const inPreviews =
  `A function reads from Braze in a preview, too. A preview needs a key with ${permission}; an update needs one that also has ` +
  "sends.id.create, if it creates send IDs.";

export const tokenOf = ({ name }: { name: string }) => `braze:index:${name}`;

/**
 * Creates what calls functions with one configuration. Workspaces with the same endpoint and key are one connection, and each
 * connection is listed once, however many calls there are.
 */
export function createCalls(configuration: Configuration, options: ClientOptions = {}): CallFunction {
  const listings = new Map<string, Promise<Listing["campaigns"]>>();

  return async function call(token, given) {
    const definition: AnyFunction | undefined = functions.find((one) => tokenOf(one) === token);
    if (definition === undefined) {
      throw new FunctionError(
        `"${token}" is not a function of this provider. Nothing was sent to Braze. Use ${functions.map(tokenOf).join(" or ")}.`,
      );
    }
    const exposed = explainKeyInArguments(given, configuration);
    if (exposed !== undefined) throw new FunctionError(exposed);
    const { name } = definition;
    return definition.call(validate(definition, given), {
      list: (workspace) => list(name, workspace),
    });
  };

  async function list(name: string, workspace: string | undefined): ReturnType<FunctionContext["list"]> {
    try {
      const connection = configuration.connection(workspace);
      const key = `${connection.endpoint} ${connection.apiKey}`;
      const listing = listings.get(key) ?? read(connection, () => listings.delete(key));
      listings.set(key, listing);
      return { connection, campaigns: await listing };
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      throw new FunctionError(`${name} sent no request: ${error.problem}\n${inPreviews}`);
    }
  }

  /** @param forget called after a failure that may be temporary. */
  async function read(connection: Listing["connection"], forget: () => void): Promise<Listing["campaigns"]> {
    const limits = { timeout: configuration.timeout(), maxWait: configuration.maxWait() };
    const { campaigns, failure } = await readCampaigns(createReader(connection, limits, options));
    if (failure === undefined) return campaigns;
    const reason = explainRead(failure, connection, { permission, again: "run Pulumi again" });
    const isKey = failure.kind === "forbidden" || failure.kind === "unauthorized";
    if (!isKey) forget();
    throw new FunctionError(`Campaigns could not be listed: ${reason}${isKey ? `\n${inPreviews}` : ""}`);
  }
}

/** The arguments, of which the engine may pass any. */
function validate({ name, arguments: schema }: AnyFunction, given: Readonly<Record<string, unknown>>) {
  const unknown = Object.keys(given).filter((argument) => given[argument] === unknownValue);
  const { data, error } = schema.safeParse(given);
  const problems = [
    ...unknown.map((argument) => `${argument} is not known yet.`),
    ...(error?.issues ?? []).map((issue: z.core.$ZodIssue) =>
      issue.code === "unrecognized_keys" ? `${issue.keys.join(", ")} ${issue.message}` : issue.message,
    ),
  ];
  if (problems.length === 0) return data;
  throw new FunctionError(`${name} sent no request: ${problems.join(" ")}`);
}
