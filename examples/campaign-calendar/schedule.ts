import { setTimeout } from "node:timers/promises";
import { ConcurrentUpdateError, LocalWorkspace, type UpResult } from "@pulumi/pulumi/automation";

// Run by a scheduler: creates the send IDs that the stack lacks, and prints all of them as JSON.

async function main([stackName = "dev"]: string[]): Promise<void> {
  const stack = await LocalWorkspace.selectStack({ stackName, workDir: __dirname });
  const { outputs } = await retryWhileLocked(() => stack.up());
  console.log(JSON.stringify(outputs.sendIds?.value, null, 2));
}

/** Retries only if another update of the stack is running. Nothing was requested then; after any other error, it may have been. */
async function retryWhileLocked(update: () => Promise<UpResult>): Promise<UpResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await update();
    } catch (error) {
      if (!(error instanceof ConcurrentUpdateError) || attempt === 12) throw error;
      console.error("Another update of this stack is running. Waiting for up to 20 seconds.");
      // A random time, because two runs that start together can each find the other one's lock.
      await setTimeout(20_000 * Math.random());
    }
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
