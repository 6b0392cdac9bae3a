// Mocha loads this, and so does each process that a test starts.
//
// Pulumi loads these modules whenever it starts a program or its dynamic-provider host, and uses them only to serialize
// functions and for its Automation API; zod loads its messages in all languages. None of it is needed here, and it takes
// three quarters of the start, so each is loaded when it is first used.
const Module = require("node:module");

/** Names as they are required, and who requires them. */
const late = {
  "@pulumi/pulumi": ["typescript", "@npmcli/arborist", "normalize-package-data", "./automation"],
  zod: ["../locales/index.cjs"],
};

const importers = new Map(
  Object.entries(late).flatMap(([importer, names]) =>
    names.map((name) => [
      name,
      new RegExp(`[\\\\/]node_modules[\\\\/]${importer.replace("/", "[\\\\/]")}[\\\\/]`),
    ]),
  ),
);

const { _load } = Module;
Module._load = function (request, parent, ...rest) {
  const load = () => _load.call(this, request, parent, ...rest);
  if (!importers.get(request)?.test(parent?.filename ?? "")) return load();
  return new Proxy(
    {},
    {
      get(_, name) {
        if (name === "__esModule") return true;
        return name === "default" ? (load().default ?? load()) : load()[name];
      },
    },
  );
};

const option = `--require=${JSON.stringify(__filename)}`;
const { NODE_OPTIONS = "" } = process.env;
if (!NODE_OPTIONS.includes(option)) process.env.NODE_OPTIONS = `${NODE_OPTIONS} ${option}`.trim();
