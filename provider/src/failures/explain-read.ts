import type { Connection } from "../braze/connection";
import type { ReadFailure } from "../braze/read-response";
import { escapeText, maxLineLength } from "../text/escape";
import { adviceForFailure, describeFailure, type FailedRequest, type Purpose } from "./describe-failure";

/** A failed read as the table of failures has it. */
export function toFailedRequest({ kind, ...failure }: ReadFailure, connection: Connection): FailedRequest {
  const kinds = {
    unauthorized: "rejected",
    forbidden: "rejected",
    limited: "limited",
    rejected: "rejected",
    unreached: "notSent",
    failed: "unusable",
  } as const;
  return { ...failure, kind: kinds[kind], connection };
}

/** Why a read failed and what to do, on one line. */
export function explainRead(failure: ReadFailure, connection: Connection, purpose: Purpose): string {
  const failed = toFailedRequest(failure, connection);
  const quotation = failure.text === undefined ? "" : ` Braze's response: "${failure.text}".`;
  return escapeText(
    `${describeFailure(failed)}${quotation} ${adviceForFailure(failed, purpose)}`,
    maxLineLength,
  );
}
