import type { CreateSendId } from "../braze/create-send-id";
import type { Configuration } from "../configuration/configuration";
import type { SendIdArguments } from "./arguments";
import { formatId } from "./id";

/** What the state records of a send ID. */
export interface SendIdState {
  campaignId: string;
  sendId: string;
  workspace?: string;
  /** ISO 8601, UTC; absent when adopted. */
  createdAt?: string;
}

/** A send ID was created, though not the one that was asked for: it must be recorded, and it must be told. */
export class UnexpectedSendIdError extends Error {
  constructor(
    readonly asked: string,
    readonly created: { id: string; state: SendIdState },
  ) {
    super(
      `Braze was asked for the send ID ${JSON.stringify(asked)}, but created ${JSON.stringify(created.state.sendId)}, ` +
        "which is recorded.\n" +
        `What to do: to keep it, set sendId to ${JSON.stringify(created.state.sendId)} or remove sendId. ` +
        "Unchanged, the next update asks Braze again, which counts again.",
    );
  }
}

/**
 * Creates a send ID, or records an existing one without a request.
 *
 * @throws {ConfigurationError | CreateError | UnexpectedSendIdError}
 */
export async function create(
  { campaignId, sendId, workspace, adopt }: SendIdArguments,
  configuration: Configuration,
  createSendId: CreateSendId,
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
  const made = await createSendId(
    configuration.connection(workspace),
    { campaignId, sendId },
    { timeout: configuration.timeout(), maxWait: configuration.maxWait() },
  );
  const created = recorded(made, new Date().toISOString());
  if (sendId !== undefined && made !== sendId) throw new UnexpectedSendIdError(sendId, created);
  return created;
}
