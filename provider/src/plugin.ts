import { grpc } from "./hosts/pulumi-modules";

/** Prints an error without a stack trace. */
const print = (thrown: unknown) =>
  process.stderr.write(`${thrown instanceof Error ? thrown.message : thrown}\n`);

const server = new grpc.Server();
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  try {
    if (error !== null) throw error;
    // The engine reads the port from the first line, and connects while the rest loads.
    process.stdout.write(`${port}\n`);
    const { addPlugin } = require("./hosts/plugin-server") as typeof import("./hosts/plugin-server");
    // The engine passes its address as the last argument.
    addPlugin(server, process.argv.slice(2).at(-1), { debug: process.env.BRAZE_DEBUG === "1" });
  } catch (error) {
    print(error);
    process.exit(1);
  }
});

// Each call reports its own errors. Anything else, such as a promise that a library leaves rejected, must not end the creates
// that are running.
process.on("uncaughtException", print);
