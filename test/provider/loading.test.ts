import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

/** The files of packages that Node loads to run code, in the form `name/path`. */
function filesLoadedBy(code: string): string[] {
  const script = `
    (async () => {
      ${code}
      console.log(Object.keys(require.cache).join("\\n"));
    })();`;
  const files = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).split("\n");
  return files.flatMap((file) => /.*node_modules[\\/](.*)/.exec(file)?.[1]?.replaceAll("\\", "/") ?? []);
}

const packagesOf = (files: string[]) =>
  [...new Set(files.map((file) => /^(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]))].sort();

/** The packages that Node loads to run code, except for those that the SDK has already loaded. */
function packagesLoadedBy(code: string) {
  ofSdk ??= new Set(filesLoadedBy('require("@pulumi/pulumi");'));
  const files = filesLoadedBy(`require("@pulumi/pulumi"); ${code}`);
  return packagesOf(files.filter((file) => !ofSdk?.has(file)));
}
let ofSdk: Set<string> | undefined;

describe("loaded packages", () => {
  /** The calls of the host for a send ID with these arguments in the program and in the state. */
  const provider = (given: object, recorded: object) => `
    const provider = require("pulumi-braze/provider");
    await provider.configure({ config: { get: (key) => ({ "braze:timeoutSeconds": "5" })[key] } });
    const { failures } = await provider.check(${JSON.stringify(recorded)}, ${JSON.stringify(given)});
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    const { changes } = await provider.diff("id", ${JSON.stringify(recorded)}, ${JSON.stringify(given)});
    if (changes) throw new Error("a change");
    await provider.read("c/s", ${JSON.stringify(recorded)});`;
  const sendId = { campaignId: "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3", sendId: "s" };

  it("for a program: none", () =>
    assert.deepEqual(packagesLoadedBy('require("pulumi-braze"); require("pulumi-braze/native");'), []));
  it("for an update that changes nothing: none", () =>
    assert.deepEqual(packagesLoadedBy(provider(sendId, sendId)), []));
  it("for changed arguments: zod", () =>
    assert.deepEqual(packagesLoadedBy(provider({ ...sendId, adopt: true }, sendId)), ["zod"]));

  /** The same calls of the plugin, after its port is printed. */
  const plugin = (given: object, recorded: object) => `
    const { pluginProvider } = require("./provider/dist/hosts/plugin");
    require("./provider/dist/hosts/plugin-server");
    const pb = require("@pulumi/pulumi/proto/provider_pb");
    const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
    const provider = pluginProvider({}, async () => {});
    const [given, recorded] = ${JSON.stringify([given, recorded])}.map((one) => Struct.fromJavaScript(one));
    provider.configure(new pb.ConfigureRequest());
    const checked = await provider.check(new pb.CheckRequest().setUrn("urn:pulumi:dev::shop::braze:index:SendId::own").setNews(given).setOlds(recorded));
    if (checked.getFailuresList().length > 0) throw new Error(checked.getFailuresList().join());
    provider.diff(new pb.DiffRequest().setUrn("urn:pulumi:dev::shop::braze:index:SendId::own").setNews(given).setOlds(recorded));
    provider.read(new pb.ReadRequest().setUrn("urn:pulumi:dev::shop::braze:index:SendId::own").setId("c/s").setProperties(recorded));`;

  it("for the plugin: Pulumi's protocol, and not the SDK", () => {
    const files = filesLoadedBy(plugin(sendId, sendId));
    const sdk = files.filter((file) => file.startsWith("@pulumi/pulumi/"));
    assert.deepEqual(
      sdk.filter((file) => !file.startsWith("@pulumi/pulumi/proto/")),
      [],
    );
    for (const name of ["axios", "zod"]) assert.ok(!packagesOf(files).includes(name), name);
  });
  it("for changed arguments of the plugin: zod", () => {
    const packages = packagesOf(filesLoadedBy(plugin({ ...sendId, adopt: true }, sendId)));
    assert.deepEqual(
      ["axios", "zod"].filter((name) => packages.includes(name)),
      ["zod"],
    );
  });

  it("for a command: not the emulator's server", () => {
    const packages = packagesOf(
      filesLoadedBy(`
        process.argv = ["node", "pulumi-braze", "plan", "--schema"];
        require("./provider/dist/cli.js");
        await new Promise(setImmediate);`),
    );
    assert.ok(packages.includes("zod"));
    for (const name of ["hono", "axios"]) assert.ok(!packages.includes(name), name);
  });
});
