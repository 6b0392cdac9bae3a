import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Output } from "@pulumi/pulumi";
import type { BrazeSendIdArgs } from "pulumi-braze";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { step } from "../support/step";
import { createInlineStack, describeInlineOnEachHost, type InlineStack } from "./inline";
import {
  createStack,
  describeOnEachHost,
  type RecordedResource,
  type Run,
  type Stack,
  sendIds,
  succeed,
} from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const otherCampaignId = "0b8be5fa-1c2d-4e3f-8a9b-0c1d2e3f4a5b";

/** What is recorded of each send ID, whose order may change. */
const outputsIn = (sendIds: RecordedResource[]) =>
  Object.fromEntries(sendIds.map(({ urn, id, outputs }) => [urn, { id, outputs }]));
const inputsIn = (sendIds: RecordedResource[]) =>
  Object.fromEntries(sendIds.map(({ urn, inputs }) => [urn, inputs]));

const hasNoStackTrace = ({ output }: Run) => assert.doesNotMatch(output, /^\s+at /m);

describeInlineOnEachHost("the lifecycle of a send ID on a real engine", ({ BrazeSendId }, from) => {
  let emulator: Emulator;
  let stack: InlineStack;

  const rotatedKey = "rotated-0f1e2d3c-4b5a-6978";

  before(async () => {
    emulator = await startEmulator({ workspaces: [{ apiKeys: [defaultApiKey, rotatedKey] }] });
    stack = await createInlineStack({ BRAZE_REST_ENDPOINT: emulator.url });
  });
  after(async () => {
    await stack.remove();
    await emulator.close();
  });

  /** A program that declares these send IDs and exports them. */
  const declaring = (all: Record<string, BrazeSendIdArgs>) => () =>
    Object.fromEntries(Object.entries(all).map(([name, args]) => [name, new BrazeSendId(name, args).sendId]));

  it("creates, keeps, replaces, adopts, reads, and removes send IDs, each with no more than its one request", async () => {
    const everythingPrinted: string[] = [];
    let requestsBefore = 0;
    const requests = () => emulator.requests.length - requestsBefore;
    /** A step, whose requests are counted. */
    const counting = (name: string, run: () => Promise<void>) => {
      requestsBefore = emulator.requests.length;
      return step(name, run);
    };
    const printing = async (run: Promise<Run>) => {
      everythingPrinted.push((await run).output);
      return run;
    };
    const exported = async () => {
      const state = await stack.exported();
      everythingPrinted.push(state.text);
      return state;
    };
    const up = (all: Record<string, BrazeSendIdArgs>) => printing(succeed(stack.up(declaring(all))));
    const own = { campaignId, sendId: "winter-sale" };

    await counting("a preview without a key", async () => {
      const { output } = await printing(
        succeed(stack.preview(declaring({ generated: { campaignId }, own }))),
      );
      assert.match(output, /\+ 3 to create/);
      assert.equal(requests(), 0);
    });

    await counting("an update without a key", async () => {
      const run = await printing(stack.up(declaring({ generated: { campaignId }, own })));
      assert.notEqual(run.code, 0);
      assert.match(run.output, /pulumi config set --secret braze:apiKey.*BRAZE_API_KEY/);
      hasNoStackTrace(run);
      assert.equal(requests(), 0);
    });

    await counting("two creates in parallel, right after the provider starts", async () => {
      await succeed(stack.run("config", "set", "--secret", "braze:apiKey", defaultApiKey));
      const { output } = await up({ generated: { campaignId }, own });
      assert.doesNotMatch(output, /warning/);
      assert.equal(requests(), 2);
      assert.equal(emulator.created.length, 2);
      const { text, sendIds: recorded } = await exported();
      assert.deepEqual(
        recorded.map(({ id }) => id).sort(),
        emulator.created.map(({ campaignId, sendId }) => `${campaignId}/${sendId}`).sort(),
      );
      for (const { inputs, outputs } of recorded) {
        assert.match(String(outputs?.createdAt), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        // Only the dynamic host records the text that names the provider.
        if (from === "pulumi-braze")
          assert.equal(inputs?.__provider, 'exports.handler = () => require("pulumi-braze/provider")');
        assert.equal(outputs?.__provider, inputs?.__provider);
      }
      // The program receives them.
      assert.deepEqual(await stack.outputs(), {
        generated: emulator.created.find(({ generated }) => generated)?.sendId,
        own: "winter-sale",
      });
      // The key is stored encrypted, in the default provider only.
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

    await counting(
      "a second update with another key, endpoint and provider text, and a declared generated send ID",
      async () => {
        await succeed(stack.run("config", "set", "--secret", "braze:apiKey", rotatedKey));
        const elsewhere = emulator.url.replace("127.0.0.1", "localhost");
        await succeed(stack.run("config", "set", "braze:endpoint", elsewhere));
        if (from === "pulumi-braze") {
          const file = join(stack.folder, "state.json");
          const { text } = await exported();
          const other = text.replaceAll(
            'require(\\"pulumi-braze/provider\\")',
            "require('pulumi-braze/provider')",
          );
          assert.notEqual(other, text);
          await writeFile(file, other);
          await succeed(stack.run("stack", "import", "--file", file));
        }
        const before = await stack.outputs();
        const { output } = await up({ generated: { campaignId, sendId: String(before.generated) }, own });
        assert.match(output, /3 unchanged/);
        assert.deepEqual(await stack.outputs(), before);
        assert.equal(requests(), 0);
      },
    );

    await counting("an update without the recorded send IDs in the program, and a refresh", async () => {
      const before = (await exported()).sendIds;
      const { output } = await up({ generated: { campaignId }, own: { campaignId } });
      assert.match(output, /3 unchanged/);
      const updated = (await exported()).sendIds;
      const refresh = await printing(succeed(stack.run("refresh", "--yes", "--skip-preview")));
      assert.match(refresh.output, /3 unchanged/);
      const refreshed = (await exported()).sendIds;
      assert.deepEqual(outputsIn(updated), outputsIn(before));
      assert.deepEqual(outputsIn(refreshed), outputsIn(updated));
      assert.deepEqual(inputsIn(refreshed), inputsIn(updated));
      assert.equal(requests(), 0);
    });

    await counting("a preview of a changed campaign and a changed send ID", async () => {
      const { output } = await printing(
        succeed(
          stack.preview(
            declaring({
              generated: { campaignId: otherCampaignId },
              own: { campaignId, sendId: "spring-sale" },
            }),
          ),
        ),
      );
      assert.match(output, /SendId generated replace \[diff: ~campaignId\]/);
      assert.match(output, /SendId own replace \[diff: [+~]sendId\]/);
      assert.match(output, /\+-2 to replace\n\s+1 unchanged/);
      assert.equal(requests(), 0);
    });

    const generated = { campaignId: otherCampaignId };
    await counting("an update that replaces one, and adopts one", async () => {
      const adopted = { campaignId, sendId: "from/before", adopt: true };
      const old = String((await stack.outputs()).generated);
      const { output } = await up({ generated, own: { campaignId }, adopted });
      assert.match(output, /\+ 1 created\n\s+\+-1 replaced\n\s.*\n?\s+2 unchanged/);
      assert.equal(requests(), 1);
      assert.equal(emulator.requests.at(-1)?.campaignId, otherCampaignId);
      assert.match(output, new RegExp(`Braze cannot delete a send ID: "${old}" of campaign ${campaignId}`));
      assert.notEqual((await stack.outputs()).generated, old);
      const recorded = (await exported()).sendIds.find(({ urn }) => urn.endsWith("::adopted"));
      assert.equal(recorded?.id, `${campaignId}/from/before`);
      assert.equal(recorded.outputs?.createdAt, undefined);
    });

    await counting("one that is read with .get, and one that is no longer declared as adopted", async () => {
      const { output } = await printing(
        succeed(
          stack.up(() => {
            const adopted = { campaignId, sendId: "from/before" };
            declaring({ generated, own: { campaignId }, adopted })();
            const read = BrazeSendId.get("read", `${campaignId}/from/elsewhere`);
            return { read: [read.campaignId, read.sendId, read.workspace, read.createdAt] };
          }),
        ),
      );
      assert.match(output, /4 unchanged/);
      assert.deepEqual((await stack.outputs()).read, [campaignId, "from/elsewhere", null, null]);
      assert.equal(requests(), 0);
    });

    await counting("an adopted one that is replaced by another, and one that is adopted later", async () => {
      const { output } = await up({
        generated,
        own: { ...own, adopt: true },
        adopted: { campaignId, sendId: "from/elsewhere", adopt: true },
      });
      assert.match(output, /\+-1 replaced/);
      assert.equal(requests(), 0);
    });

    await counting("a destroy", async () => {
      const { output } = await printing(succeed(stack.run("destroy", "--yes", "--skip-preview")));
      const diagnostics = output.slice(output.indexOf("Diagnostics:"));
      assert.equal(diagnostics.match(/Braze cannot delete a send ID/g)?.length, 3);
      assert.deepEqual((await exported()).sendIds, []);
      assert.equal(requests(), 0);
    });

    for (const key of [defaultApiKey, rotatedKey]) assert.ok(!everythingPrinted.join("\n").includes(key));
    assert.ok(everythingPrinted.some((text) => text.includes('"deployment"')));
  });

  it("shows a value that is not known at preview as a possible replacement, and validates it once it is known", async () => {
    const values = await createInlineStack({
      BRAZE_REST_ENDPOINT: emulator.url,
      BRAZE_API_KEY: defaultApiKey,
    });
    const before = emulator.created.length;
    const printed: string[] = [];
    const printing = async (run: Promise<Run>) => {
      const { output } = await succeed(run);
      printed.push(output);
      return output;
    };
    try {
      const upstream = (sendId: string) => () => {
        const first = new BrazeSendId("first", { campaignId, sendId });
        const known = first.createdAt.apply((at) => at && "second");
        return { second: new BrazeSendId("second", { campaignId, sendId: known as Output<string> }).sendId };
      };
      await printing(values.preview(upstream("one")));
      assert.equal(emulator.created.length, before);
      await printing(values.up(upstream("one")));
      assert.deepEqual(await values.outputs(), { second: "second" });

      assert.match(await printing(values.preview(upstream("two"))), /second replace \[diff: .*sendId/);
      assert.match(await printing(values.up(upstream("two"))), /^ +2 unchanged$/m);
      assert.deepEqual(
        emulator.created.slice(before).map(({ sendId }) => sendId),
        ["one", "second", "two"],
      );
      // A key from the environment is neither stored nor printed.
      const { text } = await values.exported();
      assert.ok(!(text + printed.join("\n")).includes(defaultApiKey));
      assert.doesNotMatch(text, /apiKey|ciphertext/);
      assert.doesNotMatch(printed.join("\n"), /warning/);
    } finally {
      await values.remove();
    }
  });
});

describeOnEachHost("a program that a real engine starts", (from) => {
  let stack: Stack;
  before(async () => {
    stack = await createStack({
      from,
      program: "",
      env: { BRAZE_WORKSPACES: JSON.stringify({ outdoor: {} }) },
    });
  });
  after(() => stack.remove());

  it("fails with one message if the ID given to .get is invalid", async () => {
    await stack.program(
      `const { BrazeSendId } = require("pulumi-braze"); BrazeSendId.get("read", "winter-sale");`,
    );
    const run = await stack.preview();
    assert.notEqual(run.code, 0);
    assert.match(
      run.output,
      /"winter-sale" is not the ID of a send ID resource\. Use "<campaignId>\/<sendId>"\./,
    );
    hasNoStackTrace(run);
  });

  it("fails at preview with all problems of the arguments at once", async () => {
    await stack.program(
      sendIds({ bad: { campaignId: "", sendId: ` ${"ü".repeat(70)}`, adopt: "yes", send_id: "x" } }),
    );
    const run = await stack.preview();
    assert.notEqual(run.code, 0);
    for (const problem of [
      /has a problem: campaignId must not be empty\. .*bottom of the campaign's page/,
      /has a problem: sendId must not have leading or trailing whitespace/,
      /has a problem: sendId must contain only ASCII characters, but contains "ü"/,
      /has a problem: sendId must have at most 64 characters, but has 71/,
      /has a problem: adopt must be true or false/,
      /has a problem: send_id is not an argument of a send ID/,
    ])
      assert.match(run.output, problem);
    hasNoStackTrace(run);
  });

  it("shows no invalid argument, because it may be secret, or a key", async () => {
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

  it("omits arguments that are null", async () => {
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

describeOnEachHost("an emulator in the environment", (from) => {
  it("is named at preview with the endpoint that is used instead, if the stack configures one", async () => {
    const stack = await createStack({
      from,
      program: sendIds({ own: { campaignId, sendId: "a" } }),
      env: { BRAZE_REST_ENDPOINT: "http://127.0.0.1:4000" },
    });
    try {
      assert.doesNotMatch((await succeed(stack.preview())).output, /warning/);
      await succeed(stack.run("config", "set", "braze:instance", "US-06"));
      const { output } = await succeed(stack.preview());
      assert.match(
        output,
        /warning: .*The emulator at http:\/\/127\.0\.0\.1:4000 \(BRAZE_REST_ENDPOINT\) is not used, because the stack's configuration sets another instance or endpoint: the update creates send IDs at https:\/\/rest\.iad-06\.braze\.com\./,
      );
    } finally {
      await stack.remove();
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
