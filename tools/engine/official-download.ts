import type { Steps } from "../steps";
import { cliVersion } from "./versions";

const installer = "https://get.pulumi.com/install.sh";

/** Installs Pulumi's distribution into `folder`. */
export async function officialDownload(folder: string, { signal, step, run }: Steps): Promise<void> {
  await reach(signal);
  const options = JSON.stringify({ root: folder, version: cliVersion, skipVersionCheck: true });
  await step("downloading it from get.pulumi.com, about 1 min", () =>
    // In a separate process, because the SDK's installer has no timeout and cannot be aborted.
    run(
      process.execPath,
      [
        "-e",
        `require("@pulumi/pulumi/automation").PulumiCommand.install(${options}).catch((error) => {
          console.error(error.message);
          process.exitCode = 1;
        })`,
      ],
      { cwd: __dirname, timeout: 10 },
    ),
  );
}

/** Fails immediately if offline, and within seconds if packets are dropped. */
async function reach(signal: AbortSignal): Promise<void> {
  try {
    await fetch(installer, { method: "HEAD", signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) });
  } catch (error) {
    const { message, cause } = error as Error;
    throw new Error(`${installer} cannot be reached (${(cause as Error | undefined)?.message ?? message})`);
  }
}
