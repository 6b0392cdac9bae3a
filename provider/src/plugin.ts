import { servePlugin } from "./hosts/plugin-server";

// The engine passes its address as the last argument.
servePlugin(process.argv.slice(2).at(-1), { debug: process.env.BRAZE_DEBUG === "1" });
