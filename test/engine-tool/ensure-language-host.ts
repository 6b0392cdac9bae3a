import type { Language } from "../../tools/engine/build";
import { ensureLanguageHost } from "../../tools/engine/find-engine";

/** Prints the path of an engine that can run programs of the language given as an argument. */
ensureLanguageHost(process.argv[2] as Language).then(
  ({ pulumi, source }) => console.log(`${source}: ${pulumi}`),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
