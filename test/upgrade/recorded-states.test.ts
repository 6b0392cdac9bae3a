import assert from "node:assert/strict";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { createStack, type RecordedResource, type Stack, succeed } from "../real-engine/stack";
import { campaignId, workspaceKeys } from "../recorded/program";
import { step } from "../support/step";
import { recorded } from "./recorded";

const anotherCampaignId = "c0ffee00-1c2d-4e3f-8a9b-0c1d2e3f4a5b";

const comparable = (sendIds: RecordedResource[]) =>
  sendIds
    .map(({ urn, id, inputs, outputs, external }) => ({ urn, id, inputs, outputs, external }))
    .sort((a, b) => a.urn.localeCompare(b.urn));

for (const { version, program, stateFile, sendIds } of recorded) {
  describe(`a state recorded by ${version}`, () => {
    let emulator: Emulator;
    let stack: Stack;
    const managed = sendIds.filter(({ external }) => !external);

    before(async () => {
      emulator = await startEmulator({
        workspaces: [{ apiKeys: [defaultApiKey] }, { name: "outdoor", apiKeys: [workspaceKeys.outdoor] }],
      });
      stack = await createStack({
        program,
        env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url },
      });
      const outdoor = { apiKey: workspaceKeys.outdoor, endpoint: emulator.url };
      await succeed(stack.run("config", "set", "--secret", "braze:workspaces", JSON.stringify({ outdoor })));
      await succeed(stack.run("stack", "import", "--file", stateFile));
    });
    after(async () => {
      await stack.remove();
      await emulator.close();
    });

    it("is refreshed and previewed without a change, replaced, and removed, with a request for each new pair only", async () => {
      const changed = managed.filter(({ inputs }) => inputs?.campaignId === campaignId);
      const { length: newPairs } = changed.filter(({ inputs }) => inputs?.adopt !== true);

      await step("a refresh", async () => {
        await succeed(stack.run("refresh", "--yes", "--skip-preview"));
        assert.deepEqual(comparable((await stack.exported()).sendIds), comparable(sendIds));
      });

      await step("a preview", async () => {
        const { output } = await succeed(stack.run("preview", "--expect-no-changes"));
        // The stack itself is counted as well.
        assert.match(output, new RegExp(`^ +${managed.length + 1} unchanged$`, "m"));
        assert.equal(emulator.requests.length, 0);
      });

      await step("another campaign", async () => {
        await stack.program(program.replaceAll(campaignId, anotherCampaignId));
        const { output } = await succeed(stack.up());
        assert.match(output, new RegExp(`^ +\\+-${changed.length} replaced$`, "m"));
        assert.equal(emulator.requests.length, newPairs);
        const kept = managed.filter((one) => !changed.includes(one));
        const after = (await stack.exported()).sendIds;
        for (const { urn, id } of kept) assert.equal(after.find((one) => one.urn === urn)?.id, id);
        for (const { urn } of changed) {
          const { id } = after.find((one) => one.urn === urn) ?? {};
          assert.match(String(id), new RegExp(`^${anotherCampaignId}/`));
        }
      });

      await step("a destroy, with a line for each", async () => {
        const { output } = await succeed(stack.run("destroy", "--yes", "--skip-preview"));
        const lines = output.slice(output.indexOf("Diagnostics:")).match(/Braze cannot delete a send ID/g);
        assert.equal(lines?.length, managed.length);
        assert.deepEqual((await stack.exported()).sendIds, []);
        assert.equal(emulator.requests.length, newPairs);
      });
    });

    it("contains every kind of send ID", () => {
      const names = sendIds.map(({ urn }) => urn.split("::").at(-1));
      for (const kind of ["generated", "own", "adopted", "replaced", "outdoor", "dependent", "referenced"]) {
        assert.ok(names.includes(kind), kind);
      }
    });
  });
}
