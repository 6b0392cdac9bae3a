import { spawn } from "node:child_process";
import { findEngine } from "./engine/find-engine";

/** `npm run pulumi -- ARGS`: runs the Pulumi CLI of this checkout. */
async function main(): Promise<void> {
  const engine = await findEngine();
  const cli = spawn(engine.pulumi, process.argv.slice(2), {
    stdio: "inherit",
    env: { ...process.env, ...engine.env },
  });
  const onTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // A terminal also sends Ctrl-C to the CLI. A second signal would make it abort without finishing its work.
      if (signal !== "SIGINT" || !onTerminal) cli.kill(signal);
    });
  }
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    cli.on("error", reject);
    cli.on("exit", (...outcome) => resolve(outcome));
  });
  if (signal !== null) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
  process.exitCode = code ?? 1;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
