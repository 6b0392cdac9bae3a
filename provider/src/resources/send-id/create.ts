import type { CreateSendId } from "../../braze/create-send-id";
import type { Configuration } from "../../configuration/configuration";
import { type Announce, InitFailedError, type Properties, type ResourceOptions } from "../definition";
import { unknownValue } from "../unknown";
import type { SendIdArguments } from "./arguments";
import { check } from "./check";
import { formatId } from "./id";
import { type Ledger, type SentRequest, unnamed } from "./ledger";
import type { SendIdState } from "./outputs";
import { recordedArguments } from "./replacing-arguments";

/** A send ID was not created, or may have been: the message says which, why, and what to do. */
export class CreateError extends Error {
  override readonly name = "CreateError";
  /** @param mayExist whether the send ID may have been created. */
  constructor(
    message: string,
    readonly mayExist = false,
  ) {
    super(message);
  }
}

/**
 * Creates send IDs, or records existing ones without a request. What is learned about a connection, such as a rejected key,
 * is remembered for later creates. So is every request that may have created a send ID: none is sent again.
 */
export function sendIdCreator(
  { debug = false, ...options }: ResourceOptions,
  configuration: Configuration,
  ledger: Ledger,
) {
  const { now = () => new Date() } = options;
  let client: CreateSendId | undefined;
  /** What was reported for requests that created nothing, by their connection and parameters. */
  const failures = new Map<string, { kind: "rejected" | "limited"; error: CreateError }>();

  /**
   * Creates or records one send ID.
   *
   * @param resource the resource that it is created for; the same one if the engine repeats the create.
   * @throws {ConfigurationError | CreateError | InitFailedError}
   */
  return async function create(
    args: Properties,
    resource: string,
    announce: Announce,
  ): Promise<{ id: string; state: SendIdState }> {
    const valid = validate(args, configuration);
    const { campaignId, sendId, workspace, adopt } = valid;
    const stateOf = (made: string, createdAt?: string) => ({
      id: formatId({ campaignId, sendId: made }),
      state: {
        ...recordedArguments({ ...valid, sendId: made }),
        ...(createdAt === undefined ? {} : { createdAt }),
      },
    });
    const pair = ledger.keyOf(args);
    if (adopt === true && sendId !== undefined) {
      ledger.record(pair, resource);
      ledger.keep(pair, resource, null);
      return stateOf(sendId);
    }

    const connection = configuration.connection(workspace);
    const limits = { timeout: configuration.timeout(), maxWait: configuration.maxWait() };
    // Loaded with the first create: a preview, and an update that creates nothing, needs neither axios nor zod.
    const { createClient } =
      require("../../braze/create-send-id") as typeof import("../../braze/create-send-id");
    const messages = require("./messages") as typeof import("./messages");

    const request = { campaignId, sendId };
    const key = pair ?? ledger.keyOfGenerated(args, resource);
    const earlier = ledger.requested.get(key);
    if (earlier?.error !== undefined) {
      const error = reportAgain(earlier.error, earlier.resource === resource);
      noteRepeat(earlier, error, announce);
      throw error;
    }
    const parameters = pair ?? ledger.keyOfGenerated(args, unnamed);
    const failure = failures.get(parameters);
    if (failure?.kind === "rejected") throw reportAgain(failure.error);
    const [holder = earlier?.resource] = ledger.recordedBy(key);
    const isReplaced = ledger.forget(key, resource);
    if (holder !== undefined && !isReplaced)
      throw new CreateError(
        messages.duplicateMessage(request, connection, holder, earlier?.outcome === "pending"),
      );

    client ??= createClient(options);
    const sent: SentRequest = { resource, outcome: "pending" };
    ledger.requested.set(key, sent);
    const result = await client(connection, request, limits, (event) => {
      const line = messages.eventLine(connection, event, debug);
      if (line !== undefined) announce(line);
    }).catch((error) => {
      sent.error = error;
      throw error;
    });
    const { outcome } = result;
    if (outcome.kind === "created" && outcome.sendId !== unknownValue) {
      const created = stateOf(outcome.sendId, now().toISOString());
      sent.outcome = "created";
      const madePair = ledger.keyOf(created.state);
      if (madePair !== undefined && madePair !== key) ledger.requested.set(madePair, { ...sent });
      if (sendId === undefined || outcome.sendId === sendId) return created;
      sent.error = new InitFailedError(
        messages.unexpectedSendIdMessage(sendId, outcome.sendId, result.unavailableStatus),
        created,
      );
      throw sent.error;
    }

    // If recorded, Pulumi would treat its own marker as a value that is not known yet.
    const failed: Exclude<typeof outcome, { kind: "created" }> =
      outcome.kind === "created" ? { kind: "unknown" } : outcome;
    const message = messages.failureMessage({ ...result, outcome: failed, connection, request });
    if (failed.kind === "unknown") {
      sent.outcome = "unknown";
      sent.error = new CreateError(message, true);
      const namedPair = ledger.keyOf({ ...args, sendId: failed.sendId });
      if (namedPair !== undefined) ledger.requested.set(namedPair, sent);
      throw sent.error;
    }
    if (earlier === undefined) ledger.requested.delete(key);
    else ledger.requested.set(key, earlier);
    if (isReplaced) ledger.record(key, resource);
    if (result.attempts === 0 && failure !== undefined) throw reportAgain(failure.error);
    const error = new CreateError(message);
    if (result.attempts > 0 && failed.kind !== "notSent")
      failures.set(parameters, { kind: failed.kind, error });
    throw error;
  };
}

/** The arguments, which the engine or a client of its protocol may have changed since they were checked. */
function validate(args: Properties, configuration: Configuration): SendIdArguments {
  const unknown = Object.keys(args).filter((name) => args[name] === unknownValue);
  const problems = [
    ...check(args, {}, configuration),
    ...unknown.map((property) => ({ property, reason: "is not known yet." })),
  ];
  if (problems.length === 0) return args as SendIdArguments;
  const lines = problems.map(({ property, reason }) => `${property} ${reason}`.trim());
  throw new CreateError(["The send ID was not created, and nothing was sent to Braze:", ...lines].join("\n"));
}

/**
 * Counts a repetition of a create. An engine that repeats it often may do so until it gives up. Then it shows no message of the
 * create, and records nothing of what was created. So the tenth repetition announces the message.
 *
 * @returns whether the create is repeated that often.
 * @see https://github.com/pulumi/pulumi/blob/v3.276.0/pkg/resource/deploy/retries.go
 */
export function noteRepeat(sent: SentRequest, { message }: Error, announce: Announce): boolean {
  sent.repeats = (sent.repeats ?? 0) + 1;
  if (sent.repeats === 10) announce(message.replaceAll("\n", " "));
  return sent.repeats >= 10;
}

/**
 * The error of an earlier request, for a create that sends none.
 *
 * @param isOwn whether the request was for the same resource, which alone records another send ID than requested.
 */
export function reportAgain(error: Error, isOwn = true): Error {
  const { notSentAgain } = require("./messages") as typeof import("./messages");
  const message = `${error.message}\n${notSentAgain}`;
  return error instanceof InitFailedError && isOwn
    ? new InitFailedError(message, error.created)
    : new CreateError(message, !(error instanceof CreateError) || error.mayExist);
}
