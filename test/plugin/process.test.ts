import assert from "node:assert/strict";
import { toRequest } from "../provider/recorded-calls/calls";
import { startProvider } from "../provider/recorded-calls/provider-process";

describe("the process of the plugin, called by any local client", () => {
  it("keeps its first engine and its first configuration, and ends with the engine", async () => {
    const plugin = await startProvider("pulumi-braze/native");
    const failure = async (method: string, request: Record<string, unknown>) =>
      (await plugin.call(method, toRequest(method, request))).error?.details;
    const configure = (endpoint: string) =>
      failure("Configure", { variables: { "braze:config:endpoint": endpoint } });
    const attach = (address: string) => failure("Attach", { address });
    try {
      assert.equal(await configure("https://rest.iad-06.braze.com"), undefined);
      assert.equal(await configure("https://rest.iad-06.braze.com"), undefined);
      assert.match(
        (await configure("https://rest.attacker.test")) ?? "",
        /already serves a provider with other/,
      );
      assert.equal(await attach(plugin.engineAddress), undefined);
      assert.equal(
        await attach("127.0.0.1:1"),
        `This process serves the engine at ${plugin.engineAddress}. Start another one for 127.0.0.1:1.`,
      );
      assert.equal(await plugin.endEngine(), 0);
    } finally {
      await plugin.end();
    }
  });
});
