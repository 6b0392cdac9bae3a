import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as tick } from "node:timers/promises";
import { type Emulator, startEmulator } from "pulumi-braze/emulator";
import { sendRequest } from "../../provider/src/braze/send-request";
import type { ResourceOptions } from "../../provider/src/resources/definition";
import type { SendIdState } from "../../provider/src/resources/send-id/outputs";
import { unknownValue } from "../../provider/src/resources/unknown";
import { parseJson } from "../../provider/src/text/parse-json";
import { type HostileNetwork, startHostileNetwork } from "./hostile-network";
import { type Host, hosts, type Provider, type Recorded } from "./hosts";
import { type Declared, type Event, goodKeys, names, type Schedule, wrongKey } from "./schedule";

/** No two resources share a campaign, so that each request can be attributed to its create. */
const campaignOf = (resource: number, campaign: number) =>
  `d8b73da7-0b7c-fc72-1d80-e59c7f20f0${resource.toString(16)}${campaign}`;

/** The result of one call of `create`. */
interface Call {
  campaignId: string;
  sendId: string | undefined;
  /** Its requests, identified by a query parameter: one that was cut off may arrive during a later update. */
  requests: string[];
  /** Whether any of its requests may have been sent. */
  left: boolean;
  /** The send IDs that Braze's responses named as created, in any form. */
  named: string[];
  outcome: "pending" | "recorded" | "possibly made" | "nothing made" | "killed";
}

/** Whether a text contains twelve characters of a key in a row, as it is or in Base64. */
export const containsPart = (text: string, key: string) =>
  [
    key,
    Buffer.from(key).toString("base64").slice(0, 48),
    Buffer.from(`Bearer ${key}`).toString("base64").slice(12, 56),
  ]
    .flatMap((form) => [...form.slice(11)].map((_, at) => form.slice(at, at + 12)))
    .some((part) => text.includes(part));

const isUsable = (sendId: string, key: string) =>
  /^[\x20-\x7e]{1,64}$/.test(sendId) &&
  sendId.trim() !== "" &&
  sendId !== unknownValue &&
  !containsPart(sendId, key);

/** Runs a schedule against the emulator in place of the engine, and fails if the provider breaks a promise. */
export async function runSchedule(
  host: Host,
  { dailyLimit, maxWaitSeconds, start, events }: Schedule,
): Promise<void> {
  const emulator = await startEmulator({
    startTime: new Date(Date.UTC(2026, 10, 24) - start * 1000),
    workspaces: [{ apiKeys: goodKeys, dailyLimit }],
  });
  const network = await startHostileNetwork(emulator.url);
  try {
    const world = createWorld(host, emulator, network, maxWaitSeconds);
    for (const event of events) await world.happen(event);
    world.checkWhatWasMade();
  } finally {
    await network.close();
    await emulator.close();
  }
}

/**
 * How long the create that runs has waited. The waits of others, which pass while it is in the queue, do not count. One for all
 * schedules, because each storage makes every promise slower.
 */
const waiting = new AsyncLocalStorage<{ waited: number }>();

function createWorld(host: Host, emulator: Emulator, network: HostileNetwork, maxWaitSeconds: number) {
  const program = new Map<number, Declared>();
  const state = new Map<number, Recorded & { args: ReturnType<typeof argumentsOf> }>();
  const everRecorded = new Set<string>();
  /** The send IDs whose creation was confirmed to a provider that was still running. */
  const confirmed = new Set<string>();
  const calls: Call[] = [];
  const config = new Map([
    ["braze:apiKey", goodKeys[0] ?? ""],
    ["braze:endpoint", emulator.url],
    // Seconds as a floating-point number: not a whole number of milliseconds.
    ["braze:timeoutSeconds", "16.1"],
    ["braze:maxWaitSeconds", String(maxWaitSeconds)],
  ]);
  /** Milliseconds by which all clocks have moved, and the error of the machine's clock. */
  let passed = 0;
  let jumped = 0;

  let marks = 0;

  const pass = (milliseconds: number) => {
    passed += milliseconds;
    emulator.clock.advance(milliseconds);
  };

  /** One provider process, which lives for one update. */
  async function startProvider(killAfter = Number.POSITIVE_INFINITY) {
    const lines: string[] = [];
    let sent = 0;
    let blockedUntil = Number.NEGATIVE_INFINITY;
    let rejected = false;
    let killed: () => void = () => {};
    const death = new Promise<void>((done) => (killed = done));
    const dead = () => sent >= killAfter;
    const forever = new Promise<never>(() => {});

    const options: ResourceOptions & { announce: (line: string) => void } = {
      announce: (line) => lines.push(line),
      now: () => new Date(emulator.clock.now().getTime() + jumped),
      elapsed: () => passed,
      random: () => 0,
      async sleep(milliseconds) {
        const own = waiting.getStore();
        assert.ok(own);
        own.waited += milliseconds;
        const until = passed + milliseconds;
        await tick();
        // Waits at the same time overlap.
        if (passed < until) pass(until - passed);
      },
      async send(connection, request, timeout) {
        assert.ok(Math.round(timeout) === 16_100);
        if (dead()) return forever;
        assert.ok(passed >= blockedUntil, "a request was sent after a limit was known that had not passed");
        assert.ok(!rejected, "a request was sent after the key was rejected");
        sent++;
        const { campaign_id: campaignId, send_id: sendId } = request.body as Record<string, string>;
        const call = calls.find(
          (other) =>
            other.outcome === "pending" && other.campaignId === campaignId && other.sendId === sendId,
        );
        const mark = String(++marks);
        call?.requests.push(mark);
        const { endpoint, arrives } = network.nextRoute(connection.endpoint);
        if (call !== undefined) call.left ||= arrives;
        const sending = sendRequest({ ...connection, endpoint }, { ...request, query: { mark } }, 40.1);
        // The last request of a killed process is still in flight.
        if (dead()) {
          await sending;
          killed();
          return forever;
        }
        const result = await sending;
        const marked = result.headers?.["x-named"];
        // A part of the key is redacted, not shown.
        if (result.status === 201 && typeof marked === "string" && isUsable(marked, connection.apiKey))
          call?.named.push(marked);
        const response = parseJson(result.body ?? "") as
          | { message?: unknown; send_id?: unknown }
          | null
          | undefined;
        if (
          result.status === 201 &&
          result.errorCode === undefined &&
          response?.message === "success" &&
          typeof response.send_id === "string" &&
          isUsable(response.send_id, connection.apiKey)
        ) {
          confirmed.add(`${campaignId}/${response.send_id}`);
        }
        if (result.status === 401 || result.status === 403) rejected = true;
        if (result.status === 429) {
          const reset = Number(result.headers?.["x-ratelimit-reset"] || Number.NaN) * 1000;
          const wait = reset - emulator.clock.now().getTime();
          if (wait > 0 && wait <= 86_400_000) blockedUntil = passed + wait;
        }
        return result;
      },
    };
    return { provider: await hosts[host](options, config), lines, death };
  }

  function argumentsOf(resource: number, { campaign, ...rest }: Declared) {
    return { campaignId: campaignOf(resource, campaign), ...rest };
  }

  const keyInUse = () => config.get("braze:apiKey") ?? "";

  /** Checks for the key in use only: the provider does not know the other keys that a hostile response may contain. */
  function checkNoKey(text: string, key: string) {
    // Braze may have named a send ID like this while another key was in use.
    const own = [...everRecorded]
      .map((id) => id.slice(id.indexOf("/") + 1))
      .filter((sendId) => containsPart(sendId, key))
      .reduce((rest, sendId) => rest.replaceAll(sendId, ""), text);
    assert.ok(!containsPart(own, key), `a key came out: ${text}`);
  }

  function checkText(text: string, key = keyInUse()) {
    checkNoKey(text, key);
    assert.doesNotMatch(text, /\p{Cs}|[^\P{Cc}\n]|\p{Cf}/u);
    assert.ok(text.length < 4000, "a message is long");
  }

  /**
   * Creates as the engine does, and records what the provider returns.
   *
   * @param earlier the message of a create that this one repeats.
   * @returns the message of a failed create.
   */
  async function create(
    provider: Provider,
    name: number,
    args: ReturnType<typeof argumentsOf>,
    earlier?: string,
  ): Promise<string | undefined> {
    const adopted = args.adopt === true;
    const call: Call = {
      campaignId: args.campaignId,
      sendId: args.sendId,
      requests: [],
      left: false,
      named: [],
      outcome: "pending",
    };
    if (!adopted) calls.push(call);
    const own = { waited: 0 };
    // The creates of a killed process end later, when another key may be in use.
    const key = keyInUse();
    const record = (id: string, made: SendIdState) => {
      checkText(JSON.stringify({ id, made }), key);
      assert.ok(isUsable(made.sendId, key), `${JSON.stringify(made.sendId)} was recorded`);
      assert.notEqual(made.sendId, network.forged, "a proxy's response was recorded");
      assert.equal(id, `${made.campaignId}/${made.sendId}`);
      state.set(name, { id, state: made, args });
      everRecorded.add(id);
      call.outcome = "recorded";
    };
    let message: string | undefined;
    try {
      const { id, state: made, message: failure } = await waiting.run(own, () => provider.create(args));
      message = failure;
      if (message !== undefined) checkText(message, key);
      record(id, made);
      if (message?.includes(" may have been created, too")) call.outcome = "possibly made";
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      message = (error as Error).message;
      checkText(message, key);
      if (earlier !== undefined && call.requests.length === 0) {
        call.outcome = "nothing made";
        assert.match(message, /No request was sent again\.$|No request was sent, because/);
        if (/may or may not/.test(earlier))
          assert.ok(message.startsWith(earlier), "the first message is lost");
        return message;
      }
      assert.doesNotMatch(earlier ?? "", /may or may not|rejected the request/, "a request was sent again");
      call.outcome = / may or may not have been created/.test(message) ? "possibly made" : "nothing made";
      if (call.outcome === "nothing made") assert.match(message, / was not created|Nothing was sent/);
      else {
        assert.match(message, /adopt: true/);
        assert.ok(call.left, "nothing left for Braze, and yet it may have been created");
      }
      for (const named of call.named)
        assert.ok(message.includes(named), `${named} was received, and is lost`);
    }
    assert.ok(own.waited <= maxWaitSeconds * 1000, `a create waited ${own.waited} ms`);
    if (adopted) assert.equal(call.requests.length, 0);
    return message;
  }

  /** Repeats a failed create, as the engine does for a hook of the program: without another check. */
  async function createRepeatedly(
    provider: Provider,
    name: number,
    args: ReturnType<typeof argumentsOf>,
    repeats: number,
  ) {
    const before = state.get(name);
    let message = await create(provider, name, args);
    for (let repeat = 0; message !== undefined && repeat < repeats; repeat++) {
      const recorded = state.get(name);
      if (recorded === before) message = await create(provider, name, args, message);
      else if (recorded !== undefined) {
        const requests = emulator.requests.length;
        const again = { message: /instead of .*No request was sent again\.$/s };
        await assert.rejects(provider.update(recorded, args), again);
        assert.equal(emulator.requests.length, requests);
      }
    }
  }

  async function update({ killAfter, repeats = 0 }: { killAfter?: number; repeats?: number }) {
    const { provider, lines, death } = await startProvider(killAfter);
    const work: (() => Promise<void>)[] = [];
    const replaced: Recorded[] = [];
    for (const [name, declared] of program) {
      const args = argumentsOf(name, declared);
      const recorded = state.get(name);
      assert.deepEqual(await provider.check(args, recorded?.args), []);
      if (recorded !== undefined) {
        if (!(await provider.diff(recorded, args))) continue;
        replaced.push(recorded);
        assert.deepEqual(await provider.check(args), []);
      }
      work.push(() => createRepeatedly(provider, name, args, repeats));
    }
    await Promise.race([Promise.all(work.map((run) => run())), death]);
    // The engine lists what was in progress when it was killed as pending operations.
    for (const call of calls) if (call.outcome === "pending") call.outcome = "killed";
    for (const old of replaced) await provider.delete(old);
    for (const name of [...state.keys()].filter((name) => !program.has(name))) {
      const gone = state.get(name);
      state.delete(name);
      if (gone !== undefined) await provider.delete(gone);
    }
    for (const line of lines) checkText(line);
  }

  async function refresh() {
    const { provider } = await startProvider();
    const before = emulator.requests.length;
    for (const { id, state: recorded } of state.values())
      assert.deepEqual(await provider.read({ id, state: recorded }), { id, state: recorded });
    assert.equal(emulator.requests.length, before);
  }

  return {
    async happen(event: Event) {
      switch (event.kind) {
        case "declare":
          program.set(event.name, event.declared);
          return;
        case "declare many":
          for (let name = 0; name < names; name++) program.set(name, { campaign: event.campaign });
          return;
        case "remove":
          program.delete(event.name);
          return;
        case "fault":
          emulator.script(event.fault);
          return;
        case "network":
          network.disturb(event.fault, event.times);
          return;
        case "update":
          return update(event);
        case "refresh":
          return refresh();
        case "pass":
          return pass(event.seconds * 1000);
        case "jump":
          jumped += event.seconds * 1000;
          return;
        case "rotate":
          config.set("braze:apiKey", goodKeys[event.key] ?? wrongKey);
          return;
      }
    },

    /** Every send ID that was created is recorded, or reported as possibly created. */
    checkWhatWasMade() {
      const untold = new Map<string, number>();
      for (const { campaignId, sendId, generated } of emulator.created) {
        if (everRecorded.has(`${campaignId}/${sendId}`)) continue;
        const asked = generated ? `${campaignId}/` : `${campaignId}/${sendId}`;
        untold.set(asked, (untold.get(asked) ?? 0) + 1);
      }
      for (const { campaignId, sendId = "", outcome, requests } of calls) {
        const asked = `${campaignId}/${sendId}`;
        if (outcome === "possibly made" || outcome === "killed")
          untold.set(asked, (untold.get(asked) ?? 0) - 1);
        // Only requests that were rejected as unavailable, or that request the same send ID, are retried.
        const arrived = requests.flatMap(
          (mark) => emulator.requests.find(({ path }) => path.endsWith(`?mark=${mark}`)) ?? [],
        );
        for (const { status = 0 } of arrived.slice(0, -1)) {
          const retried = sendId === "" ? [429] : [429, 502, 503];
          assert.ok(retried.includes(status), "a second request was sent");
        }
        assert.ok(requests.length <= 5);
      }
      for (const id of confirmed) assert.ok(everRecorded.has(id), `${id} was made, and is not recorded`);
      for (const [asked, count] of untold) assert.ok(count <= 0, `${asked} was created, but not reported`);
    },
  };
}
