import { limitConcurrency } from "../braze/limit-concurrency";
import type { Reader } from "../braze/read";
import { readDataSeries } from "../braze/read-data-series";
import type { ReadFailure } from "../braze/read-response";
import type { RecordedSendId } from "../stack/state";
import { hasData, readSeries, type Series } from "./series";

/** The outcome of reading the results of one send ID. */
export type ResultOutcome =
  | { kind: "data"; series: Series; body: unknown }
  /** Braze has no figures. That does not mean that the send ID does not exist. */
  | { kind: "no data"; body: unknown }
  | { kind: "not read"; failure: ReadFailure }
  /** No key or endpoint is configured for its workspace; nothing was sent. */
  | { kind: "not configured"; reason: string };

export interface Result {
  sendId: RecordedSendId;
  outcome: ResultOutcome;
}

export interface ResultsOptions {
  /** The reader of a send ID's connection, or why there is none. Send IDs of one connection share a reader. */
  readerOf(sendId: RecordedSendId): Reader | { reason: string };
  /** How many days the results cover, 1 to 100. */
  days: number;
  /** Called after each send ID with the number of those read so far. */
  progress?: (count: number) => void;
}

const maxRequestsAtATime = 8;

/**
 * Reads the results of send IDs, with one request for each pair of campaign and send ID, a few at a time.
 */
export async function readResults(
  sendIds: readonly RecordedSendId[],
  { readerOf, days, progress = () => {} }: ResultsOptions,
): Promise<Result[]> {
  const limited = limitConcurrency(maxRequestsAtATime);
  const outcomes = new Map<Reader, Map<string, Promise<ResultOutcome>>>();
  let count = 0;

  function outcomeOf(sendId: RecordedSendId): ResultOutcome | Promise<ResultOutcome> {
    const read = readerOf(sendId);
    if (typeof read !== "function") return { kind: "not configured", reason: read.reason };
    const ofReader = outcomes.get(read) ?? new Map<string, Promise<ResultOutcome>>();
    outcomes.set(read, ofReader);
    const pair = JSON.stringify([sendId.campaignId, sendId.sendId]);
    const outcome = ofReader.get(pair) ?? limited(() => readOne(read, sendId, days));
    ofReader.set(pair, outcome);
    return outcome;
  }

  return Promise.all(
    sendIds.map(async (sendId) => {
      const result = { sendId, outcome: await outcomeOf(sendId) };
      progress(++count);
      return result;
    }),
  );
}

async function readOne(read: Reader, sendId: RecordedSendId, days: number): Promise<ResultOutcome> {
  const response = await readDataSeries(read, sendId, days);
  if (response.kind !== "success") return { kind: "not read", failure: response };
  const { body } = response;
  const series = readSeries(body);
  return hasData(series) ? { kind: "data", series, body } : { kind: "no data", body };
}
