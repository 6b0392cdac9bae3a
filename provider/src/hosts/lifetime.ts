import { connect } from "node:net";

/** The signals by which a terminal, a build server or an operating system ends every process of a job. */
const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/**
 * How long a response may take to leave the process after the host has it, in milliseconds. The engine waits as long for this
 * process to end.
 */
const responseTime = 50;

let running = 0;
let held: NodeJS.Signals | undefined;

const hold = (signal: NodeJS.Signals) => {
  held ??= signal;
};

/**
 * Runs a create. Signals that end the process wait until no create is running and every one is answered: the engine waits for
 * running creates, too, and could not record what the process does not return.
 */
export async function whileCreating<Result>(create: () => Promise<Result>): Promise<Result> {
  if (running++ === 0) for (const signal of signals) process.on(signal, hold);
  try {
    return await create();
  } finally {
    // The host sends the response after this function has returned.
    setTimeout(release, responseTime).unref();
  }
}

function release() {
  if (--running > 0) return;
  for (const signal of signals) process.off(signal, hold);
  if (held !== undefined) process.kill(process.pid, held);
}

/** The engine is on this machine. Without this option, gRPC would reach it by the proxy in `https_proxy`. */
export const withoutProxy = { "grpc.enable_http_proxy": 0 };

/**
 * Ends the process when the engine is gone, because nobody could record what it still creates. A killed engine does not end
 * its plugins, and the parent of this process may be a shell that outlives the engine.
 *
 * @param address host and port at which the engine listens.
 */
export function endWithEngine(address: string): void {
  const { grpc } = require("./pulumi-modules") as typeof import("./pulumi-modules");
  const channel = new grpc.Channel(address, grpc.credentials.createInsecure(), {
    // A connection that is closed when idle looks like an engine that is gone.
    "grpc.client_idle_timeout_ms": 2 ** 31 - 1,
    ...withoutProxy,
  });
  const watch = async () => {
    const state = channel.getConnectivityState(true);
    if (state === grpc.connectivityState.TRANSIENT_FAILURE && (await isGone(address))) process.exit();
    channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, watch);
  };
  watch();
}

/** Whether nobody listens at an address. Any other failure, such as too many open files, does not prove it. */
function isGone(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`http://${address}`);
  return new Promise((done) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once("connect", () => {
      socket.destroy();
      done(false);
    });
    socket.once("error", ({ code }: NodeJS.ErrnoException) => done(code === "ECONNREFUSED"));
  });
}
