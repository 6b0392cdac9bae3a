// Which files of the package may import which, by folder. A file at the root of provider/src counts as a folder. Lazy `require`
// calls and imports of types count, too.

const loadedByPrograms = ["resource-type", "declared-twice", "replacing-arguments"].map(
  (name) => `resources/send-id/${name}`,
);
const loadedByFunctions = ["configuration/configuration", "functions/call"];

/** The folders, modules, and packages that each folder may import, in addition to itself and Node's modules. */
const layers = {
  // Loaded by a user's program. It imports only names and messages from the provider side, and what a function needs when it is
  // called.
  program: { modules: [...loadedByPrograms, ...loadedByFunctions], packages: ["@pulumi/pulumi"] },
  // The resource, independent of Pulumi's SDK.
  resources: { modules: ["braze", "configuration", "failures", "text"], packages: ["zod"] },
  // Why a request to Braze failed, and what to do, for creates and reads.
  failures: { modules: ["braze", "configuration", "text"], packages: [] },
  // What a program can look up, independent of Pulumi's SDK.
  functions: {
    modules: ["braze", "configuration", "failures", "resources/unknown", "text"],
    packages: ["zod"],
  },
  // A client of Braze's API. It does not know Pulumi.
  braze: { modules: ["text"], packages: ["axios", "zod"] },
  configuration: { modules: ["braze", "text"], packages: ["zod"] },
  text: { modules: [], packages: [] },
  // Independent of the client, which is tested with it.
  emulator: {
    modules: [
      "text",
      "braze/campaign-identifier",
      "braze/redact",
      "braze/loopback",
      "braze/limit-concurrency",
    ],
    packages: ["hono", "zod"],
  },
  stack: { modules: ["text", "resources"], packages: ["zod"] },
  plan: { modules: ["text", "resources", "stack"], packages: ["zod"] },
  // What data from Braze means, and how it looks. It sends nothing itself.
  tracking: { modules: ["braze", "failures", "stack", "text"], packages: ["hono", "zod"] },
  // Entry points and their adapters.
  hosts: {
    modules: ["configuration", "functions", "resources", "text"],
    packages: ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"],
  },
  provider: { modules: ["hosts", "resources"], packages: [] },
  plugin: { modules: ["hosts"], packages: [] },
  index: { modules: ["program"], packages: [] },
  commands: {
    modules: ["braze", "configuration", "emulator", "failures", "plan", "stack", "text", "tracking"],
    packages: ["commander", "zod"],
  },
  native: { modules: ["program"], packages: [] },
  cli: { modules: ["commands"], packages: ["commander"] },
};

const inSource = (module) => `^provider/src/${module}(/|\\.ts$)`;
const inPackage = (name) => `(^|/)node_modules/(@types/)?${name}/`;

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([layer, { modules, packages }]) => ({
      name: `imports-of-${layer}`,
      severity: "error",
      from: { path: inSource(layer) },
      to: {
        dependencyTypesNot: ["core"],
        pathNot: [
          ...[layer, ...modules].map(inSource),
          ...packages.map(inPackage),
          "^provider/(package|schema)\\.json$",
        ],
      },
    })),
    {
      name: "program-side-imports",
      comment: "What a program loads of the provider side loads nothing else.",
      severity: "error",
      from: { path: loadedByPrograms.map(inSource) },
      to: { dependencyTypesNot: ["type-only"] },
    },
    {
      name: "sdk-as-types-only",
      comment: "Outside of programs, only the protocol of Pulumi's SDK is loaded.",
      severity: "error",
      from: { path: "^provider/src/", pathNot: inSource("program") },
      to: { path: inPackage("@pulumi/pulumi(?!/proto)"), dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-other-folders",
      comment: "The table above lists every folder.",
      severity: "error",
      from: { path: "^provider/src/", pathNot: Object.keys(layers).map(inSource) },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default"] },
  },
};
