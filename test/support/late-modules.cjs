// Mocha loads this, and so does each process that a test starts.
//
// Pulumi loads these modules whenever it starts a program or its dynamic-provider host, but uses them only to serialize
// functions and for its Automation API. zod loads its messages in all languages. axios loads a package for multipart bodies.
// Nothing here needs them, and they take half of the start or more, so each module is loaded when it is first used.
const Module = require("node:module");

const pulumi = /[\\/]@pulumi[\\/]pulumi[\\/]/;
/** Names as they are required, and the files that require them. */
const importers = new Map([
  ["typescript", pulumi],
  ["@npmcli/arborist", pulumi],
  ["normalize-package-data", pulumi],
  ["./automation", pulumi],
  ["form-data", /[\\/]node_modules[\\/]axios[\\/]/],
  ["../locales/index.cjs", /[\\/]node_modules[\\/]zod[\\/]/],
]);

const { _load } = Module;
Module._load = function (request, parent, ...rest) {
  const load = () => _load.call(this, request, parent, ...rest);
  if (!importers.get(request)?.test(parent?.filename ?? "")) return load();
  return new Proxy(
    // Some of the modules are a function or a class.
    class {},
    {
      get(_, name) {
        if (name === "__esModule") return true;
        return name === "default" ? (load().default ?? load()) : load()[name];
      },
      apply: (_, self, args) => Reflect.apply(load(), self, args),
      construct: (_, args) => Reflect.construct(load(), args),
    },
  );
};

const option = `--require=${JSON.stringify(__filename)}`;
const { NODE_OPTIONS = "" } = process.env;
if (!NODE_OPTIONS.includes(option)) process.env.NODE_OPTIONS = `${NODE_OPTIONS} ${option}`.trim();
