import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import S3rver from "@20minutes/s3rver";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import {
  createStack,
  type RecordedResource,
  type Run,
  type Stack,
  succeed,
  yamlSendIds,
} from "../real-engine/stack";
import { engineMessages } from "../support/engine-messages";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

/** An S3-compatible server on this machine, with its files in a folder. */
async function startObjectStore(directory: string) {
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: "state" }],
  });
  const { port } = await server.run();
  const query = `endpoint=127.0.0.1:${port}&disableSSL=true&s3ForcePathStyle=true&region=us-east-1`;
  return { backend: `s3://state?${query}`, close: () => server.close() };
}

describe("an object store as the backend, used by two machines", function () {
  // On a new machine, this builds Pulumi's language host for YAML.
  this.timeout(900_000);
  let store: Awaited<ReturnType<typeof startObjectStore>>;
  let folder: string;
  let emulator: Emulator;
  const stacks: Stack[] = [];

  /** A machine with its own home, program and processes. Only the backend is shared. */
  async function machine(project: string, ids: Record<string, Record<string, unknown>>): Promise<Stack> {
    const stack = await createStack({
      // A backend does not depend on what runs the provider, and YAML starts fastest.
      file: "Main.yaml",
      program: yamlSendIds(ids),
      project,
      env: {
        PULUMI_BACKEND_URL: store.backend,
        // The server's only user.
        AWS_ACCESS_KEY_ID: "S3RVER",
        AWS_SECRET_ACCESS_KEY: "S3RVER",
        AWS_REGION: "us-east-1",
        // The server sends no checksums, about which AWS's SDK would warn.
        AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required",
        BRAZE_API_KEY: defaultApiKey,
        BRAZE_REST_ENDPOINT: emulator.url,
      },
    });
    stacks.push(stack);
    return stack;
  }

  const named = (prefix: string, count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`${prefix}${at}`, { campaignId, sendId: `${prefix}${at}` }]),
    );

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-store-"));
    store = await startObjectStore(folder);
  });
  beforeEach(async () => {
    emulator = await startEmulator({ dailyLimit: 10, startTime: new Date("2030-01-01T12:00:00Z") });
  });
  afterEach(() => emulator.close());
  after(async () => {
    await Promise.all(stacks.map((stack) => stack.remove()));
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("rejects a second update of a stack during the first, and creates nothing twice", async () => {
    const ids = named("shared", 3);
    const first = await machine("one-stack", ids);
    const second = await machine("one-stack", ids);
    emulator.script({ delayMs: 8000 });
    const running = first.up();
    while (emulator.requests.length === 0) await sleep(50);
    const { code, output } = await second.up();
    assert.notEqual(code, 0);
    assert.ok(output.includes(`${engineMessages.locked} by 1 lock`), output);
    await succeed(running);
    assert.equal(emulator.created.length, 3);
    assert.match((await succeed(second.up())).output, /4 unchanged/);
    assert.equal(emulator.requests.length, 3);
  });

  it("shares a workspace's limit between two stacks: each names what it could not create, and completes later", async () => {
    const both = await Promise.all([
      machine("newsletters", named("newsletter", 8)),
      machine("offers", named("offer", 8)),
    ]);
    const runs: Run[] = await Promise.all(both.map((stack) => stack.up("--continue-on-error")));
    assert.equal(emulator.created.length, 10);
    let missing = 0;
    for (const [at, stack] of both.entries()) {
      const { output } = await succeed(stack.run("stack", "export"));
      const { deployment } = JSON.parse(output) as { deployment: { resources: RecordedResource[] } };
      const recorded = deployment.resources.map(({ outputs }) => String(outputs?.sendId));
      const prefix = at === 0 ? "newsletter" : "offer";
      const notCreated = Object.keys(named(prefix, 8)).filter((name) => !recorded.includes(name));
      const reported = [
        ...(runs[at]?.output ?? "").matchAll(/Send ID "([a-z]+\d)" for campaign \S+ was not created/g),
      ];
      assert.deepEqual([...new Set(reported.map(([, name]) => name))].sort(), notCreated.sort());
      missing += notCreated.length;
    }
    assert.equal(missing, 6);

    emulator.clock.advance(24 * 60 * 60 * 1000);
    for (const stack of both) assert.match((await succeed(stack.up())).output, /unchanged/);
    assert.equal(emulator.created.length, 16);
  });
});
