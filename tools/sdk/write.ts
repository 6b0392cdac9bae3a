import { resolve } from "node:path";
import { writeSdks } from "./sdks";

/** `npm run sdk -- [FOLDER]`: writes the SDKs, as code and as release files. */
writeSdks(resolve(process.argv[2] ?? "dist")).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
