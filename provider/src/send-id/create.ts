import type { ClientOptions, CreateSendId } from "../braze/create-send-id";
import type { Configuration } from "../configuration/configuration";
import type { SendIdArguments } from "./arguments";
import { findExposedKey } from "./exposed-key";
import { formatId } from "./id";
import { unknownValue } from "./unknown";

/** What the state records of a send ID. */
export interface SendIdState {
  campaignId: string;
  sendId: string;
  workspace?: string;
  /** ISO 8601, UTC; absent when adopted. */
  createdAt?: string;
}

/** A send ID was not created, or may have been: the message says which, why, and what to do. */
export class CreateError extends Error {
  override readonly name = "CreateError";
}

/** Braze created a different send ID than requested. It must be recorded, and reported. */
export class UnexpectedSendIdError extends Error {
  override readonly name = "UnexpectedSendIdError";
  constructor(
    message: string,
    readonly created: { id: string; state: SendIdState },
  ) {
    super(message);
  }
}

/** How send IDs are created; all but `announce` have defaults. */
export interface CreateOptions extends ClientOptions {
  /** Prints a line for the person who runs the update. */
  announce: (line: string) => void;
  /** Whether to announce every request and response, without the key. @defaultValue `false` */
  debug?: boolean;
}

/**
 * Creates send IDs, or records existing ones without a request. What is learned about a connection, such as a rejected key,
 * is remembered for later creates.
 */
export function sendIdCreator({ announce, debug = false, ...options }: CreateOptions) {
  const { now = () => new Date() } = options;
  let client: CreateSendId | undefined;

  /**
   * Creates or records one send ID.
   *
   * @param announceHere replaces `announce` for this create.
   * @throws {ConfigurationError | CreateError | UnexpectedSendIdError}
   */
  return async function create(
    { campaignId, sendId, workspace, adopt }: SendIdArguments,
    configuration: Configuration,
    announceHere = announce,
  ): Promise<{ id: string; state: SendIdState }> {
    const recorded = (made: string, createdAt?: string) => ({
      id: formatId({ campaignId, sendId: made }),
      state: {
        campaignId,
        sendId: made,
        ...(workspace === undefined ? {} : { workspace }),
        ...(createdAt === undefined ? {} : { createdAt }),
      },
    });
    if (adopt === true && sendId !== undefined) return recorded(sendId);

    // Loaded with the first create: a preview, and an update that creates nothing, needs neither axios nor zod.
    const { createClient } = require("../braze/create-send-id") as typeof import("../braze/create-send-id");
    const messages = require("./messages") as typeof import("./messages");
    client ??= createClient(options);

    const exposed = findExposedKey({ campaignId, sendId, workspace }, configuration);
    if (exposed !== undefined) throw new CreateError(messages.keyInArgumentMessage(exposed));
    const connection = configuration.connection(workspace);
    const request = { campaignId, sendId };
    const limits = { timeout: configuration.timeout(), maxWait: configuration.maxWait() };
    const result = await client(connection, request, limits, (event) => {
      const line = messages.eventLine(connection, event, debug);
      if (line !== undefined) announceHere(line);
    });
    const { outcome } = result;
    if (outcome.kind !== "created")
      throw new CreateError(messages.failureMessage({ ...result, outcome, connection, request }));
    if (outcome.sendId === unknownValue) {
      // If recorded, Pulumi would treat it as a value that is not known yet.
      const unknown = { ...result, outcome: { kind: "unknown" } as const, connection, request };
      throw new CreateError(messages.failureMessage(unknown));
    }
    const created = recorded(outcome.sendId, now().toISOString());
    if (sendId !== undefined && outcome.sendId !== sendId)
      throw new UnexpectedSendIdError(
        messages.unexpectedSendIdMessage(sendId, outcome.sendId, result.unavailableStatus),
        created,
      );
    return created;
  };
}
