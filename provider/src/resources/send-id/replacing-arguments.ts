import type { SendIdArguments } from "./arguments";

/**
 * Whether a change of an argument replaces the send ID. What does is recorded, as an output. What does not is read only by a
 * create, because a send ID is never updated: a change of it never reaches the outputs in the state.
 */
const replaces = {
  campaignId: true,
  sendId: true,
  workspace: true,
  adopt: false,
} as const satisfies Record<keyof SendIdArguments, boolean>;

/** An argument whose change replaces a send ID. */
export type ReplacingArgument = {
  [Name in keyof typeof replaces]: (typeof replaces)[Name] extends true ? Name : never;
}[keyof typeof replaces];

/** The arguments whose change replaces a send ID, and which are recorded. */
export const replacingArguments = (Object.keys(replaces) as (keyof typeof replaces)[]).filter(
  (name): name is ReplacingArgument => replaces[name],
);

/** What the state records of the arguments. */
export type RecordedArguments = Pick<SendIdArguments, ReplacingArgument>;

/** The arguments that the state records, without those that are omitted. */
export function recordedArguments<Arguments extends RecordedArguments>(
  args: Arguments,
): Pick<Arguments, ReplacingArgument> {
  const given = replacingArguments.filter((name) => args[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, args[name]])) as Pick<Arguments, ReplacingArgument>;
}
