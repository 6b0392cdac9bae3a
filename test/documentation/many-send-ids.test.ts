import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { ensureLanguageHost } from "../../tools/engine/find-engine";
import { createStack, type Stack, type StackOptions, succeed } from "../real-engine/stack";
import { blocksOf } from "./blocks";

const page = "docs/existing-send-ids.md";
const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const sendIds = Array.from({ length: 20 }, (_, at) => `send-${String(at).padStart(2, "0")}`);

const blockWith = (text: string) =>
  blocksOf(page).find((block) => block.text.includes(text))?.text ?? assert.fail(`${page} lacks ${text}`);

describe("the documentation of many existing send IDs", () => {
  let emulator: Emulator;
  let stack: Stack | undefined;
  before(async function () {
    // On a new machine, this builds Pulumi's language host for YAML.
    this.timeout(900_000);
    await ensureLanguageHost("yaml");
  });
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(async () => {
    await stack?.remove();
    await emulator.close();
  });

  /** A stack with the file of the page, and twenty send IDs in it. */
  async function create(file: StackOptions["file"] & string, program: string, newline: string) {
    const env = { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url };
    const created = await createStack({ file, program, env });
    stack = created;
    const [header = ""] = blockWith("name,campaign_id").split("\n");
    const rows = [header, ...sendIds.map((sendId) => `resource-${sendId},${campaignId},${sendId}`), ""];
    await writeFile(join(created.folder, "send-ids.csv"), rows.join(newline));
    return created;
  }
  const recorded = async ({ exported }: Stack) =>
    (await exported()).sendIds.map(({ urn, id }) => [urn.split("::").at(-1), id]).sort();
  const all = sendIds.map((sendId) => [`resource-${sendId}`, `${campaignId}/${sendId}`]);

  it("adopts them in a program, also from a file with Windows line endings", async () => {
    const program = blockWith("readFileSync");
    const adopting = await create("index.ts", program, "\r\n");
    assert.match((await succeed(adopting.up())).output, /\+ 21 created/);
    assert.deepEqual(await recorded(adopting), all);
    await adopting.program(program.replace(", adopt: true", ""));
    assert.match((await succeed(adopting.up())).output, /21 unchanged/);
    assert.equal(emulator.requests.length, 0);
  });

  it("imports them with the plugin, and declares them as Pulumi writes", async function () {
    // On a new machine, this builds Pulumi's language host for YAML.
    this.timeout(900_000);
    const importing = await create("Main.yaml", "{}", "\n");
    await promisify(execFile)("bash", ["-euc", blockWith("pulumi import --file")], {
      cwd: importing.folder,
      env: { ...importing.env, PULUMI_SKIP_CONFIRMATIONS: "true" },
    });
    assert.deepEqual(await recorded(importing), all);
    await importing.program(await readFile(join(importing.folder, "declarations.txt"), "utf8"));
    assert.match((await succeed(importing.up())).output, /21 unchanged/);
    assert.equal(emulator.requests.length, 0);
  });
});
