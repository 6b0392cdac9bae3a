// Mocha loads this, and so does each process that a test starts.
//
// Pulumi loads these modules whenever it starts a program or its dynamic-provider host, and uses them only to serialize
// functions, which is not needed here. They take three quarters of the start, so they are loaded when they are first used.
const Module = require("node:module");

const late = new Set(["typescript", "@npmcli/arborist"]);

const { _load } = Module;
Module._load = function (request, parent, ...rest) {
  const load = () => _load.call(this, request, parent, ...rest);
  if (!late.has(request) || !/[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "")) return load();
  return new Proxy({}, { get: (_, name) => (name === "__esModule" ? true : load()[name]) });
};

const option = `--require=${JSON.stringify(__filename)}`;
const { NODE_OPTIONS = "" } = process.env;
if (!NODE_OPTIONS.includes(option)) process.env.NODE_OPTIONS = `${NODE_OPTIONS} ${option}`.trim();
