import { dynamicProvider } from "./hosts/dynamic";
import { endWithEngine } from "./hosts/lifetime";
import { sendId } from "./resources/send-id";

// Pulumi passes the engine's address to its dynamic-provider host as the last argument.
const engine = process.argv.at(-1) ?? "";
if (/^[\w.-]+:\d+$/.test(engine)) endWithEngine(engine);

/**
 * Recorded states load this module by name and expect its export to be the provider. Neither can ever change. Pulumi shows
 * what the provider's process prints in the diagnostics of the update.
 */
export = dynamicProvider(sendId, (line) => console.log(line), { debug: process.env.BRAZE_DEBUG === "1" });
