/** Writes `provider/REFERENCE.md` from the code. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { makeReference } from "./reference";

makeReference().then((text) => writeFileSync(resolve(__dirname, "../../provider/REFERENCE.md"), text));
