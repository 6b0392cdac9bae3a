/** The message about an argument that contains the API key. It shows no part of the argument. */
export const keyInArgumentMessage = (argument: string) =>
  `${argument} contains the API key, so the key is visible in the program and in previews.\n` +
  "Nothing was sent to Braze.\n" +
  `Fix ${argument}, and replace the key in Braze, because this one was exposed.`;
