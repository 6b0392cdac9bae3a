import { resolve } from "node:path";
import { writeArchive } from "./archive";

/** `npm run plugin:archive -- [FOLDER]`: writes the plugin's archive for this platform. */
writeArchive(resolve(process.argv[2] ?? "dist")).then(
  (archive) => console.log(archive),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
