/**
 * The messages about one send ID that two resources declare. This module imports nothing, so that a program can load it.
 */

const declareOnce = "Declare it once, and use its sendId wherever it is needed.";

/** Neither of the resources is recorded, or it is not known which one is. */
export const declaredTwice = (first: string, second: string, consequence = "neither is created") =>
  `"${first}" and "${second}" declare the same send ID for the same campaign. Braze may count it twice, so ${consequence}. ${declareOnce}`;

/**
 * One of the resources has recorded the send ID.
 *
 * @param isRequested whether it was requested for the other one, before the engine named the one that has recorded it.
 */
export const declaredAgain = (recorded: string, added: string, isRequested = false) =>
  `"${added}" declares a send ID that "${recorded}" has recorded for the same campaign. Braze may count it twice` +
  `${isRequested ? ". It was already requested again" : `, so "${added}" is not created`}. ${declareOnce} If "${added}" takes the place of "${recorded}", give it an alias, or \`adopt: true\`, which ` +
  "sends no request.";

/** The resources share a send ID that both have recorded. */
export const recordedTwice = (first: string, second: string) =>
  `"${first}" and "${second}" have recorded the same send ID for the same campaign. Remove one of them from the program: no ` +
  "request is sent, and the other one keeps the send ID.";
