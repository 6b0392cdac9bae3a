import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import {
  createStack,
  describeOnEachHost,
  type RecordedResource,
  type Stack,
  sendIds,
  succeed,
} from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const otherCampaignId = "0b8be5fa-1c2d-4e3f-8a9b-0c1d2e3f4a5b";

/** One stack, step by step. Requests are counted at the emulator. */
describeOnEachHost("the lifecycle of a send ID on a real engine", (from) => {
  let emulator: Emulator;
  let stack: Stack;
  let requestsBefore = 0;
  const everythingPrinted: string[] = [];

  const rotatedKey = "rotated-0f1e2d3c-4b5a-6978";

  before(async () => {
    emulator = await startEmulator({ workspaces: [{ apiKeys: [defaultApiKey, rotatedKey] }] });
    stack = await createStack({ from, program: "", env: { BRAZE_REST_ENDPOINT: emulator.url } });
    const { run, exported } = stack;
    stack.run = async (...args) => {
      const result = await run(...args);
      everythingPrinted.push(result.output);
      return result;
    };
    stack.exported = async () => {
      const result = await exported();
      everythingPrinted.push(result.text);
      return result;
    };
  });
  beforeEach(() => {
    requestsBefore = emulator.requests.length;
  });
  after(async () => {
    await stack.remove();
    await emulator.close();
  });

  /** Only the dynamic host records the text that names the provider. */
  const ofDynamicHost = from === "pulumi-braze" ? it : () => {};
  const requests = () => emulator.requests.length - requestsBefore;

  it("previews without a key, and without a request", async () => {
    await stack.program(sendIds({ generated: { campaignId }, own: { campaignId, sendId: "winter-sale" } }));
    const { output } = await succeed(stack.preview());
    assert.match(output, /\+ 3 to create/);
    assert.equal(requests(), 0);
  });

  it("fails to create without a key, and names both ways to set it", async () => {
    const { code, output } = await stack.up();
    assert.notEqual(code, 0);
    assert.match(output, /pulumi config set --secret braze:apiKey.*BRAZE_API_KEY/);
    assert.doesNotMatch(output, /^\s+at /m);
    assert.equal(requests(), 0);
  });

  it("creates two in parallel, right after the provider starts, with one request each", async () => {
    await succeed(stack.run("config", "set", "--secret", "braze:apiKey", defaultApiKey));
    const { output } = await succeed(stack.up());
    assert.doesNotMatch(output, /warning/);
    assert.equal(requests(), 2);
    assert.equal(emulator.created.length, 2);
    const { sendIds: recorded } = await stack.exported();
    assert.deepEqual(
      recorded.map(({ id }) => id).sort(),
      emulator.created.map(({ campaignId, sendId }) => `${campaignId}/${sendId}`).sort(),
    );
    for (const { outputs } of recorded) {
      assert.match(String(outputs?.createdAt), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
  });

  it("passes the send IDs to the program", async () => {
    assert.deepEqual(await stack.outputs(), {
      generated: emulator.created.find(({ generated }) => generated)?.sendId,
      own: "winter-sale",
    });
  });

  it("stores a secret key encrypted, in the default provider only", async () => {
    const { text } = await stack.exported();
    assert.ok(!text.includes(defaultApiKey));
    const { resources } = JSON.parse(text).deployment as { resources: RecordedResource[] };
    const withKey = resources.filter((resource) => /apiKey|ciphertext/.test(JSON.stringify(resource)));
    const provider = { "pulumi-braze": "pulumi-nodejs", "pulumi-braze/native": "braze" }[from];
    assert.deepEqual(
      withKey.map(({ type }) => type),
      [`pulumi:providers:${provider}`],
    );
    assert.match(JSON.stringify(withKey), /ciphertext/);
  });

  ofDynamicHost("records a short provider text, without a path", async () => {
    for (const { inputs, outputs } of (await stack.exported()).sendIds) {
      assert.equal(inputs?.__provider, 'exports.handler = () => require("pulumi-braze/provider")');
      assert.equal(outputs?.__provider, inputs?.__provider);
    }
  });

  it("changes nothing in a second update, even if the key, the endpoint, or the provider text changes, or a generated send ID is added to the program", async () => {
    await succeed(stack.run("config", "set", "--secret", "braze:apiKey", rotatedKey));
    const elsewhere = emulator.url.replace("127.0.0.1", "localhost");
    await succeed(stack.run("config", "set", "braze:endpoint", elsewhere));
    // Only the dynamic host records the text that names the provider.
    if (from === "pulumi-braze") {
      const file = join(stack.folder, "state.json");
      const { text } = await stack.exported();
      const other = text.replaceAll(
        'require(\\"pulumi-braze/provider\\")',
        "require('pulumi-braze/provider')",
      );
      assert.notEqual(other, text);
      await writeFile(file, other);
      await succeed(stack.run("stack", "import", "--file", file));
    }
    const before = await stack.outputs();
    await stack.program(
      sendIds({
        generated: { campaignId, sendId: before.generated },
        own: { campaignId, sendId: "winter-sale" },
      }),
    );
    assert.match((await succeed(stack.up())).output, /3 unchanged/);
    assert.deepEqual(await stack.outputs(), before);
    assert.equal(requests(), 0);
  });

  it("changes nothing if a send ID is removed from the program", async () => {
    const before = await stack.outputs();
    await stack.program(sendIds({ generated: { campaignId }, own: { campaignId } }));
    assert.match((await succeed(stack.up())).output, /3 unchanged/);
    assert.deepEqual(await stack.outputs(), before);
    assert.equal(requests(), 0);
  });

  it("changes nothing in a refresh", async () => {
    const before = (await stack.exported()).sendIds;
    const { output } = await succeed(stack.run("refresh", "--yes", "--skip-preview"));
    assert.match(output, /3 unchanged/);
    const after = (await stack.exported()).sendIds;
    assert.deepEqual(
      after.map(({ id, inputs, outputs }) => ({ id, inputs, outputs })),
      before.map(({ id, inputs, outputs }) => ({ id, inputs, outputs })),
    );
    assert.equal(requests(), 0);
  });

  it("shows a changed campaign and a changed send ID as replacements, with the reasons", async () => {
    await stack.program(
      sendIds({ generated: { campaignId: otherCampaignId }, own: { campaignId, sendId: "spring-sale" } }),
    );
    const { output } = await succeed(stack.run("preview"));
    assert.match(output, /SendId generated replace \[diff: ~campaignId\]/);
    assert.match(output, /SendId own replace \[diff: [+~]sendId\]/);
    assert.match(output, /\+-2 to replace\n\s+1 unchanged/);
    assert.equal(requests(), 0);
  });

  it("replaces only what changed, with one request, says that the old one remains in Braze, and adopts without a request", async () => {
    const adopted = { campaignId, sendId: "from/before", adopt: true };
    await stack.program(
      sendIds({ generated: { campaignId: otherCampaignId }, own: { campaignId }, adopted }),
    );
    const old = String((await stack.outputs()).generated);
    const { output } = await succeed(stack.up());
    assert.match(output, /\+ 1 created\n\s+\+-1 replaced\n\s.*\n?\s+2 unchanged/);
    assert.equal(requests(), 1);
    assert.equal(emulator.requests.at(-1)?.campaignId, otherCampaignId);
    assert.match(output, new RegExp(`Braze cannot delete a send ID: "${old}" of campaign ${campaignId}`));
    assert.notEqual((await stack.outputs()).generated, old);
    const recorded = (await stack.exported()).sendIds.find(({ urn }) => urn.endsWith("::adopted"));
    assert.equal(recorded?.id, `${campaignId}/from/before`);
    assert.equal(recorded.outputs?.createdAt, undefined);
  });

  it("reads one with .get, without a request; later changes of adopt change nothing", async () => {
    const rest = { generated: { campaignId: otherCampaignId }, own: { campaignId } };
    // In the same update, another one is read.
    await stack.program(
      `${sendIds({ ...rest, adopted: { campaignId, sendId: "from/before" } })}
       const read = BrazeSendId.get("read", "${campaignId}/from/elsewhere");
       exports.read = [read.campaignId, read.sendId, read.workspace, read.createdAt];`,
    );
    assert.match((await succeed(stack.up())).output, /4 unchanged/);
    assert.deepEqual((await stack.outputs()).read, [campaignId, "from/elsewhere", null, null]);
    const on = { ...rest, own: { campaignId, sendId: "winter-sale", adopt: true } };
    await stack.program(sendIds({ ...on, adopted: { campaignId, sendId: "from/elsewhere", adopt: true } }));
    assert.match((await succeed(stack.up())).output, /\+-1 replaced/);
    assert.equal(requests(), 0);
  });

  it("rejects an invalid id, in one message", async () => {
    await stack.program(
      `const { BrazeSendId } = require("pulumi-braze"); BrazeSendId.get("read", "winter-sale");`,
    );
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    assert.match(
      output,
      /"winter-sale" is not the ID of a send ID resource\. Use "<campaignId>\/<sendId>"\./,
    );
    assert.doesNotMatch(output, /^\s+at /m);
  });

  it("rejects all invalid arguments at once at preview, without a stack trace", async () => {
    await stack.program(
      sendIds({ bad: { campaignId: "", sendId: ` ${"ü".repeat(70)}`, adopt: "yes", send_id: "x" } }),
    );
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    for (const fault of [
      /has a problem: campaignId must not be empty\. .*bottom of the campaign's page/,
      /has a problem: sendId must not have leading or trailing whitespace/,
      /has a problem: sendId must contain only ASCII characters, but contains "ü"/,
      /has a problem: sendId must have at most 64 characters, but has 71/,
      /has a problem: adopt must be true or false/,
      /has a problem: send_id is not an argument of a send ID/,
    ]) {
      assert.match(output, fault);
    }
    assert.doesNotMatch(output, /^\s+at /m);
    assert.equal(requests(), 0);
  });

  it("removes send IDs from the state on destroy, with a line for each and no request", async () => {
    const count = (await stack.exported()).sendIds.filter(({ external }) => !external).length;
    assert.ok(count > 0);
    const { output } = await succeed(stack.run("destroy", "--yes", "--skip-preview"));
    const diagnostics = output.slice(output.indexOf("Diagnostics:"));
    assert.equal(diagnostics.match(/Braze cannot delete a send ID/g)?.length, count);
    assert.equal(requests(), 0);
  });

  it("prints no key, not even in a state", async () => {
    for (const key of [defaultApiKey, rotatedKey]) {
      assert.ok(!everythingPrinted.join("\n").includes(key));
    }
    assert.ok(everythingPrinted.some((text) => text.includes('"deployment"')));
  });
});

describeOnEachHost("a value that is not known at preview", (from) => {
  let emulator: Emulator;
  let stack: Stack;
  const printed: string[] = [];
  before(async () => {
    emulator = await startEmulator();
    stack = await createStack({
      from,
      program: "",
      env: { BRAZE_REST_ENDPOINT: emulator.url, BRAZE_API_KEY: defaultApiKey },
    });
  });
  after(async () => {
    await stack.remove();
    await emulator.close();
  });

  it("is validated once it is known, and shown as a possible replacement before", async () => {
    const upstream = (text: string) => `
      const { BrazeSendId } = require("pulumi-braze");
      const first = new BrazeSendId("first", { campaignId: "${campaignId}", sendId: "${text}" });
      const second = new BrazeSendId("second", { campaignId: "${campaignId}", sendId: first.createdAt.apply((at) => at && "second") });
      exports.second = second.sendId;`;
    const run = async (...args: string[]) => {
      const { output } = await succeed(stack.run(...args));
      printed.push(output);
      return output;
    };
    await stack.program(upstream("one"));
    await run("preview", "--diff");
    assert.equal(emulator.requests.length, 0);
    await run("up", "--yes", "--skip-preview");
    assert.deepEqual(await stack.outputs(), { second: "second" });

    await stack.program(upstream("two"));
    assert.match(await run("preview"), /second replace \[diff: .*sendId/);
    assert.match(await run("up", "--yes", "--skip-preview"), /^ +2 unchanged$/m);
    assert.deepEqual(
      emulator.created.map(({ sendId }) => sendId),
      ["one", "second", "two"],
    );
  });

  it("stores and prints nothing of BRAZE_API_KEY", async () => {
    const { text } = await stack.exported();
    assert.equal(printed.length, 4);
    assert.ok(!(text + printed.join("\n")).includes(defaultApiKey));
    assert.doesNotMatch(text, /apiKey|ciphertext/);
    assert.doesNotMatch(printed.join("\n"), /warning/);
  });
});

describeOnEachHost("arguments", (from) => {
  let stack: Stack;
  before(async () => {
    stack = await createStack({
      from,
      program: "",
      env: { BRAZE_WORKSPACES: JSON.stringify({ outdoor: {} }) },
    });
  });
  after(() => stack.remove());

  it("are not shown if they are invalid, because they may be secret, or a key", async () => {
    await stack.program(`
      const { secret } = require("@pulumi/pulumi");
      const { BrazeSendId } = require("pulumi-braze");
      const value = secret(" confidential/value");
      new BrazeSendId("own", { campaignId: value, sendId: value, workspace: value, adopt: value, apiKey: "confidential-key" });`);
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    for (const problem of [
      "campaignId must be an identifier, not a URL or a path.",
      "sendId must not have leading or trailing whitespace.",
      "workspace is not a configured workspace.",
      "adopt must be true or false, but is a string.",
      "apiKey is not an argument of a send ID.",
    ])
      assert.ok(output.includes(`resource 'own' has a problem: ${problem}`), output);
    assert.doesNotMatch(output, /confidential/);
  });

  it("are omitted if they are null", async () => {
    await stack.program(`
      const { output } = require("@pulumi/pulumi");
      const { BrazeSendId } = require("pulumi-braze");
      for (const sendId of [null, output(null)])
        for (const name of ["a", "b"])
          new BrazeSendId(name + typeof sendId?.apply, { campaignId: "${campaignId}", sendId, workspace: null, adopt: output(null) });`);
    const { output } = await succeed(stack.preview());
    assert.doesNotMatch(output, /sendId +:|workspace +:|adopt +:/);
  });
});

describeOnEachHost("a key without --secret", (from) => {
  it("is stored in plain text, with one warning per run", async () => {
    const apiKey = "key-5e9f6a1b-0f1e2d3c";
    const emulator = await startEmulator({ apiKey });
    const stack = await createStack({
      from,
      program: sendIds({ own: { campaignId, sendId: "plain" } }),
      env: { BRAZE_REST_ENDPOINT: emulator.url },
    });
    try {
      await succeed(stack.run("config", "set", "--plaintext", "braze:apiKey", apiKey));
      const { output } = await succeed(stack.run("up", "--yes"));
      assert.ok((await stack.exported()).text.includes(apiKey));
      const warnings = output.match(/^ {4}warning: The API key in braze:apiKey is not a secret.*/gm) ?? [];
      // One in the preview, and one in the update.
      assert.equal(warnings.length, 2, output);
      assert.match(warnings[0] ?? "", /Run `pulumi config set --secret braze:apiKey`/);
    } finally {
      await stack.remove();
      await emulator.close();
    }
  });
});

describe("settings and arguments at preview", () => {
  let stack: Stack;
  before(async () => {
    stack = await createStack({ program: "" });
  });
  after(() => stack.remove());

  it("accepts empty settings without a warning, and rejects a key in quotation marks", async () => {
    await stack.program(sendIds({ own: { campaignId, sendId: "a" } }));
    for (const setting of ["apiKey", "instance", "endpoint", "timeoutSeconds", "maxWaitSeconds"])
      await succeed(stack.run("config", "set", "--plaintext", `braze:${setting}`, ""));
    await succeed(stack.run("config", "set", "--plaintext", "--path", "braze:workspaces.outdoor.apiKey", ""));
    assert.doesNotMatch((await succeed(stack.preview())).output, /warning/);
    stack.env.BRAZE_API_KEY = "'key-0123456789'";
    const { code, output } = await stack.preview();
    delete stack.env.BRAZE_API_KEY;
    assert.notEqual(code, 0);
    assert.match(output, /braze:apiKey or BRAZE_API_KEY must not have quotation marks around it\./);
  });

  it("rejects an invalid setting, with a suggestion and without a stack trace", async () => {
    await stack.program(sendIds({ own: { campaignId, sendId: "a" } }));
    stack.env.BRAZE_INSTANCE = "US-6";
    const { code, output } = await stack.preview();
    delete stack.env.BRAZE_INSTANCE;
    assert.notEqual(code, 0);
    assert.match(
      output,
      /resource 'own' has a problem: "US-6" is not a known instance \(braze:instance or BRAZE_INSTANCE\)\. Did you mean US-06\?/,
    );
    assert.doesNotMatch(output, /^\s+at /m);
  });

  it("warns once about a campaignId that does not look like one", async () => {
    await stack.program(
      sendIds({
        first: { campaignId: "YOUR_CAMPAIGN_ID" },
        second: { campaignId: "YOUR_CAMPAIGN_ID" },
        third: { campaignId },
      }),
    );
    const { code, output } = await stack.preview();
    assert.equal(code, 0, output);
    assert.equal(output.match(/^warning: campaignId/gm)?.length, 1, output);
    assert.match(output, /warning: campaignId "YOUR_…" \(16 characters\) does not look like/);
  });
});
