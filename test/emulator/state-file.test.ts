import assert from "node:assert/strict";
import { appendFile, mkdtemp, open, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
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

  it("keeps what was created, and what was counted", async () => {
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

  it("does not count yesterday's", async () => {
    const first = await start({ state, startTime: new Date("2030-05-01T23:00:00Z") });
    await createTwo(first);
    await first.close();
    const second = await start({ state, startTime: new Date("2030-05-02T00:00:00Z") });
    assert.equal(limits(await second.create({ campaign_id: otherCampaignId }))[1], "99");
    assert.equal(second.created.length, 3);
  });

  it("keeps what belongs to a workspace that is not there now", async () => {
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

  it("survives a torn last line, wherever it was torn", async () => {
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

  it("leaves a file that is not its own alone", async () => {
    for (const content of ["somebody else's", "{}\n", '{"file":"created by something else"}\n{}\n']) {
      await writeFile(state, content);
      await assert.rejects(start({ state }), /was not created by this emulator/);
      assert.equal(await readFile(state, "utf8"), content);
    }
  });

  it("says which line is damaged", async () => {
    await (await start({ state })).close();
    await appendFile(state, '{"workspace":"default"}\n');
    await assert.rejects(start({ state }), /is damaged: line 2 /);
  });

  it("loses nothing that was answered when it is killed", async function () {
    this.timeout(60_000);
    const answered = new Set<string>();
    for (let round = 0; round < 2; round++) {
      const command = await runCommand(["--state", state, "--daily-limit", "1000000"]);
      let count = 0;
      const clients = Array.from({ length: 8 }, async () => {
        for (;;) {
          const sendId = `${round}-${count++}`;
          await command.create({ campaign_id: campaignId, send_id: sendId });
          answered.add(sendId);
        }
      });
      const enough = (round + 1) * 150;
      while (answered.size < enough) await new Promise((resolve) => setTimeout(resolve, 5));
      command.child.kill("SIGKILL");
      await Promise.allSettled(clients);
      await command.exited;
    }
    const emulator = await start({ state, dailyLimit: 1_000_000 });
    const kept = new Set(emulator.created.map(({ sendId }) => sendId));
    assert.deepEqual(
      [...answered].filter((sendId) => !kept.has(sendId)),
      [],
    );
    assert.equal(kept.size, emulator.created.length);
    // What was under way may have been written without being answered: one per client and round.
    assert.ok(kept.size <= answered.size + 2 * 8, `${kept.size} kept, ${answered.size} answered`);
  });

  it("has it on disk before it is answered", async () => {
    const emulator = await start({ state });
    for (const sendId of ["one", "two"]) {
      await emulator.create({ campaign_id: campaignId, send_id: sendId });
      assert.match(await readFile(state, "utf8"), new RegExp(`"sendId":"${sendId}".*\n$`));
    }
  });

  it("writes nothing behind a line that may be torn, when the disk fails only once", async () => {
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

  it("answers 500 from then on when the file cannot be written, and starts again from what was whole", async () => {
    // A block is 512 or 1024 bytes: room for a few lines.
    const command = await runCommand(["--state", state], { limitFileBlocks: 1 });
    const answers = [];
    for (let count = 0; count < 12; count++)
      answers.push(await command.create({ campaign_id: campaignId, send_id: `${count}` }));
    const firstRefused = answers.findIndex(({ status }) => status === 500);
    assert.ok(firstRefused > 0, "some fit");
    for (const answer of answers.slice(firstRefused)) {
      assert.equal(answer.status, 500);
      assert.match(answer.body.message, /EFBIG/);
      assertDescribed({ ...answer, headers: Object.fromEntries(answer.headers) });
    }
    command.child.kill("SIGTERM");
    assert.equal(await command.exited, 0);
    const { size } = await stat(state);
    const emulator = await start({ state });
    assert.deepEqual(
      emulator.created.map(({ sendId }) => sendId),
      answers.slice(0, firstRefused).map(({ body }) => body.send_id),
    );
    assert.ok((await stat(state)).size < size, "the torn line is gone");
  });
});
