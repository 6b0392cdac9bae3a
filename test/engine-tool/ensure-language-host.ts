import { ensureLanguageHost } from "../../tools/engine/ensure-language-host";
import type { Language } from "../../tools/engine/language-hosts";

/** Prints where the engine is that can run programs of the language given as argument. */
ensureLanguageHost(process.argv[2] as Language).then(
  ({ pulumi, source }) => console.log(`${source}: ${pulumi}`),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
