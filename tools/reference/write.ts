/** Writes `provider/REFERENCE.md` and the table in `docs/configuration.md` from the code. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { makeReference, updateConfigurationPage } from "./reference";

const checkout = resolve(__dirname, "../..");
const configuration = resolve(checkout, "docs/configuration.md");

writeFileSync(configuration, updateConfigurationPage(readFileSync(configuration, "utf8")));
makeReference().then((text) => writeFileSync(resolve(checkout, "provider/REFERENCE.md"), text));
