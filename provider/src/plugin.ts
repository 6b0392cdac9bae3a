import { grpc } from "./hosts/pulumi-modules";

// Exits as Node would, but without a stack trace.
process.on("uncaughtException", ({ message }) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
});

const server = new grpc.Server();
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  // The engine reads the port from the first line, and connects while the rest loads.
  process.stdout.write(`${port}\n`);
  const { addPlugin } = require("./hosts/plugin-server") as typeof import("./hosts/plugin-server");
  // The engine passes its address as the last argument.
  addPlugin(server, process.argv.slice(2).at(-1), { debug: process.env.BRAZE_DEBUG === "1" });
});
