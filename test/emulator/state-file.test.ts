import assert from "node:assert/strict";
import {
  appendFile,
  copyFile,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertDescribed } from "./openapi-validation";
import { runCommand } from "./running-command";
import { campaignId, closeEmulators, limits, otherCampaignId, start } from "./test-emulator";

describe("emulator: state file", () => {
  let folder: string;
  let state: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "emulator state "));
    state = join(folder, "state.jsonl");
  });
  afterEach(async () => {
    await closeEmulators();
    await rm(folder, { recursive: true });
  });
  const createTwo = async (emulator: Awaited<ReturnType<typeof start>>) => {
    await emulator.create({ campaign_id: campaignId, send_id: "own\n\u0001" });
    await emulator.create({ campaign_id: campaignId });
  };

  it("persists created send IDs and the count", async () => {
    const first = await start({ state, repeatedPair: "counted" });
    await createTwo(first);
    await first.create({ campaign_id: campaignId, send_id: "own\n\u0001" });
    await first.close();

    const second = await start({ state });
    assert.deepEqual(second.created, first.created);
    assert.equal(second.created.length, 2);
    const again = await second.create({ campaign_id: campaignId, send_id: "own\n\u0001" });
    assert.equal(limits(again)[1], "97");
    assert.equal(second.requests[0]?.created, false);
  });

  it("does not count yesterday's send IDs", async () => {
    const first = await start({ state, startTime: new Date("2030-05-01T23:00:00Z") });
    await createTwo(first);
    await first.close();
    const second = await start({ state, startTime: new Date("2030-05-02T00:00:00Z") });
    assert.equal(limits(await second.create({ campaign_id: otherCampaignId }))[1], "99");
    assert.equal(second.created.length, 3);
  });

  it("keeps the send IDs of a workspace that is no longer configured", async () => {
    const first = await start({ state, workspaces: [{ name: "eu" }] });
    await createTwo(first);
    await first.close();
    const second = await start({ state });
    assert.deepEqual(
      second.created.map(({ workspace }) => workspace),
      ["eu", "eu"],
    );
    assert.equal(limits(await second.create({ campaign_id: campaignId }))[1], "99");
  });

  it("recovers from an incomplete last line", async () => {
    const first = await start({ state });
    await createTwo(first);
    await first.close();
    const whole = await readFile(state);
    const secondLine = whole.indexOf("\n") + 1;
    const thirdLine = whole.indexOf("\n", secondLine) + 1;
    for (const [length, left] of [
      [whole.length - 1, 1],
      [thirdLine + 1, 1],
      [thirdLine, 1],
      [thirdLine - 1, 0],
      [secondLine, 0],
      [secondLine - 1, 0],
      [5, 0],
      [0, 0],
    ] as const) {
      await writeFile(state, whole);
      await truncate(state, length);
      const torn = await start({ state });
      assert.equal(torn.created.length, left, `torn at ${length}`);
      await torn.create({ campaign_id: otherCampaignId, send_id: "after" });
      await torn.close();
      const next = await start({ state });
      assert.equal(next.created.length, left + 1, `written behind ${length}`);
      await next.close();
    }
  });

  it("does not change a file that it did not create", async () => {
    for (const content of ["somebody else's", "{}\n", '{"file":"created by something else"}\n{}\n']) {
      await writeFile(state, content);
      await assert.rejects(start({ state }), /was not created by this emulator/);
      assert.equal(await readFile(state, "utf8"), content);
    }
  });

  it("names the damaged line", async () => {
    await (await start({ state })).close();
    await appendFile(state, '{"workspace":"default"}\n');
    await assert.rejects(start({ state }), /is damaged: line 2 /);
  });

  it("loses no send ID that a response confirmed if it is killed", async function () {
    this.timeout(60_000);
    const confirmed = new Set<string>();
    for (let round = 0; round < 2; round++) {
      const command = await runCommand(["--state", state, "--daily-limit", "1000000"]);
      let count = 0;
      const clients = Array.from({ length: 8 }, async () => {
        for (;;) {
          const sendId = `${round}-${count++}`;
          await command.create({ campaign_id: campaignId, send_id: sendId });
          confirmed.add(sendId);
        }
      });
      const enough = (round + 1) * 150;
      while (confirmed.size < enough) await new Promise((resolve) => setTimeout(resolve, 5));
      command.child.kill("SIGKILL");
      await Promise.allSettled(clients);
      await command.exited;
    }
    const emulator = await start({ state, dailyLimit: 1_000_000 });
    const kept = new Set(emulator.created.map(({ sendId }) => sendId));
    assert.deepEqual(
      [...confirmed].filter((sendId) => !kept.has(sendId)),
      [],
    );
    assert.equal(kept.size, emulator.created.length);
    // Requests in progress may have been written without a response: one per client and round.
    assert.ok(kept.size <= confirmed.size + 2 * 8, `${kept.size} kept, ${confirmed.size} confirmed`);
  });

  it("writes to disk before it responds", async () => {
    const emulator = await start({ state });
    for (const sendId of ["one", "two"]) {
      await emulator.create({ campaign_id: campaignId, send_id: sendId });
      assert.match(await readFile(state, "utf8"), new RegExp(`"sendId":"${sendId}".*\n$`));
    }
  });

  it("writes nothing after an incomplete line, even if the disk fails only once", async () => {
    const emulator = await start({ state });
    const create = async (sendId: string) =>
      (await emulator.create({ campaign_id: campaignId, send_id: sendId })).status;
    assert.equal(await create("before"), 201);
    const handle = await open(state);
    const { appendFile } = Object.getPrototypeOf(handle);
    Object.getPrototypeOf(handle).appendFile = async function (text: string) {
      Object.getPrototypeOf(handle).appendFile = appendFile;
      await appendFile.call(this, text.slice(0, text.length / 2));
      throw new Error("The disk failed.");
    };
    await handle.close();
    assert.equal(await create("torn"), 500);
    assert.equal(await create("after"), 500);
    await emulator.close();
    assert.deepEqual(
      (await start({ state })).created.map(({ sendId }) => sendId),
      ["before"],
    );
  });

  it("confirms nothing after the file was deleted or replaced", async () => {
    const remove = () => rm(state);
    const replace = async () => {
      await rename(state, `${state}.old`);
      await copyFile(`${state}.old`, state);
    };
    for (const change of [remove, replace]) {
      const emulator = await start({ state });
      const create = (sendId: string) => emulator.create({ campaign_id: campaignId, send_id: sendId });
      assert.equal((await create(`before ${change.name}`)).status, 201);
      await change();
      for (const sendId of ["after", "later"]) {
        const { status, body } = await create(sendId);
        assert.equal(status, 500);
        assert.match(body.message, /state\.jsonl was deleted or replaced .* Restart the emulator\./);
      }
      await emulator.close();
    }
    assert.deepEqual(
      (await start({ state })).created.map(({ sendId }) => sendId),
      ["before replace"],
    );
  });

  it("responds 500 after the file cannot be written, and restarts from the complete lines", async () => {
    // A block is 512 or 1024 bytes: room for a few lines.
    const command = await runCommand(["--state", state], { limitFileBlocks: 1 });
    const responses = [];
    for (let count = 0; count < 12; count++)
      responses.push(await command.create({ campaign_id: campaignId, send_id: `${count}` }));
    const firstRefused = responses.findIndex(({ status }) => status === 500);
    assert.ok(firstRefused > 0, "some fit");
    for (const response of responses.slice(firstRefused)) {
      assert.equal(response.status, 500);
      assert.match(response.body.message, /EFBIG/);
      assertDescribed({ ...response, headers: Object.fromEntries(response.headers) });
    }
    command.child.kill("SIGTERM");
    assert.equal(await command.exited, 0);
    const { size } = await stat(state);
    const emulator = await start({ state });
    assert.deepEqual(
      emulator.created.map(({ sendId }) => sendId),
      responses.slice(0, firstRefused).map(({ body }) => body.send_id),
    );
    assert.ok((await stat(state)).size < size, "the torn line is gone");
  });
});
