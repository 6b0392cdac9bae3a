/** Writes `provider/REFERENCE.md` and the generated parts of pages under `docs` from the code. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { generatedPages, makeReference } from "./reference";

const checkout = resolve(__dirname, "../..");

for (const [name, update] of Object.entries(generatedPages)) {
  const page = resolve(checkout, "docs", name);
  writeFileSync(page, update(readFileSync(page, "utf8")));
}
makeReference().then((text) => writeFileSync(resolve(checkout, "provider/REFERENCE.md"), text));
