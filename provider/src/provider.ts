import { dynamicProvider } from "./hosts/dynamic";

/**
 * What every recorded state requires by name: this module, and that it is the provider. Neither can ever change.
 * What the provider's process prints is shown among the update's diagnostics.
 */
export = dynamicProvider({
  announce: (line) => console.log(line),
  debug: process.env.BRAZE_DEBUG === "1",
});
