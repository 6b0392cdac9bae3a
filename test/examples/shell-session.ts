import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isolatedEnvironment } from "../../tools/isolated-environment";
import { freePort } from "../support/free-port";

/** A shell on a new machine, in which a page is followed: an empty folder, a Pulumi CLI, and no configuration. */
export interface ShellSession {
  /** The current folder. `cd` in a block changes it. */
  folder: string;
  /** `export` in a block changes it. */
  env: NodeJS.ProcessEnv;
  /**
   * Runs a shell block with free ports, and returns its output. The emulator keeps running.
   *
   * @param answer the input for a command that prompts.
   * @throws if a command fails.
   */
  run(block: string, answer?: string): Promise<string>;
  end(): Promise<void>;
}

/** Prints the exported variables. YAML is tested without any command but those of a shell. */
const printEnvironment = `for name in $(compgen -e); do printf '%s=%s\\0' "$name" "\${!name}"; done >&3`;

/** Starts a session in a temporary folder, which `end` removes. */
export async function startSession(): Promise<ShellSession> {
  const home = await mkdtemp(join(tmpdir(), "pulumi-braze-session-"));
  const emulators: ChildProcess[] = [];
  const ports = new Map<string, number>();

  const session: ShellSession = {
    folder: home,
    env: {
      ...(await isolatedEnvironment(home)),
      // Confirms the update, and skips the preview before it.
      PULUMI_SKIP_CONFIRMATIONS: "true",
      PULUMI_OPTION_SKIP_PREVIEW: "true",
      npm_config_prefer_offline: "true",
      npm_config_audit: "false",
      npm_config_fund: "false",
      // Python compiles the modules that it loads anyway.
      PIP_NO_COMPILE: "true",
    },
    async run(block, answer = "") {
      for (const [port] of block.matchAll(/\b808\d\b/g))
        ports.set(port, ports.get(port) ?? (await freePort()));
      const commands = block.replace(/\b808\d\b/g, (port) => String(ports.get(port)));
      const emulator = /^npx pulumi-braze emulator/.test(commands);
      const shell = spawn(
        "bash",
        ["-euo", "pipefail", "-c", emulator ? `exec ${commands}` : `${commands}\n${printEnvironment}`],
        {
          cwd: session.folder,
          env: session.env,
          // Without an answer, nothing is piped in, as in a terminal.
          stdio: [answer === "" ? "ignore" : "pipe", "pipe", "pipe", "pipe"],
          // A separate process group, to end npx with its children.
          detached: true,
        },
      );
      let output = "";
      let environment = "";
      for (const stream of [shell.stdout, shell.stderr]) stream?.on("data", (text) => (output += text));
      shell.stdio[3]?.on("data", (text) => (environment += text));
      shell.stdin?.on("error", () => {}).end(answer);
      if (emulator) {
        emulators.push(shell);
        const [code] = await Promise.race([
          once(shell.stdout as NodeJS.ReadableStream, "data"),
          once(shell, "close"),
        ]);
        if (shell.exitCode !== null || !/^http:\S+/m.test(output))
          throw new Error(`the emulator did not start (${code}):\n${output}`);
        return output;
      }
      const [code] = await once(shell, "close");
      if (code !== 0) throw new Error(`exit code ${code} in ${session.folder}:\n${commands}\n${output}`);
      for (const [, name = "", value = ""] of environment.matchAll(/([^=]+)=([^\0]*)\0/g))
        session.env[name] = value;
      session.folder = session.env.PWD ?? session.folder;
      return output;
    },
    async end() {
      for (const { pid, exitCode } of emulators)
        if (pid !== undefined && exitCode === null) process.kill(-pid);
      await rm(home, { recursive: true, force: true });
    },
  };
  return session;
}
