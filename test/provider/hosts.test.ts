import assert from "node:assert/strict";
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  type ConfigureRequest,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  ErrorResourceInitFailed,
  GetSchemaRequest,
  InvokeRequest,
  type ReadRequest,
  type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { RequestResult } from "../../provider/src/braze/send-request";
import { readConfiguration } from "../../provider/src/configuration/configuration";
import { dynamicProvider } from "../../provider/src/hosts/dynamic";
import { errorOf, pluginProvider } from "../../provider/src/hosts/plugin";
import { unary } from "../../provider/src/hosts/plugin-server";
import { grpc, wellKnown } from "../../provider/src/hosts/pulumi-modules";
import { respond } from "../../provider/src/hosts/respond";
import { InitFailedError } from "../../provider/src/resources/definition";
import { sendId } from "../../provider/src/resources/send-id";
import { unknownValue } from "../../provider/src/resources/unknown";
import { recordedRequest, toRequest } from "./recorded-calls/calls";

/** What Pulumi's host passes to a check of a new resource. */
const { news: given } = recordedRequest("pulumi-braze", "create", "Check", "own") as {
  news: { campaignId: string; sendId: string; __provider: string };
};
const { __provider, ...own } = given;
const { campaignId } = own;
const id = `${campaignId}/own`;

/** A recorded request to the plugin with some of its fields changed: for a new resource, or for one with another campaign. */
const request = <Request>(run: string, method: string, changes: object, resource = "own") =>
  toRequest(method, {
    ...recordedRequest("pulumi-braze/native", run, method, resource),
    ...changes,
  }) as never as Request;
const configureRequest = (config: Record<string, string>, args: Record<string, string> = {}) => {
  const variables = Object.entries(config).map(([key, value]) => [key.replace(":", ":config:"), value]);
  return request<ConfigureRequest>(
    "create",
    "Configure",
    { variables: Object.fromEntries(variables), args },
    "default",
  );
};
const checkRequest = (changes: object) => request<CheckRequest>("create", "Check", changes);
const createRequest = (changes: object) => request<CreateRequest>("create", "Create", changes);
const readRequest = (changes: object) => request<ReadRequest>("create", "Read", changes, "read");
const diffRequest = (changes: object) => request<DiffRequest>("change", "Diff", changes);
const deleteRequest = (changes: object) => request<DeleteRequest>("change", "Delete", changes);
const updateRequest = (changes: object) =>
  request<UpdateRequest>("keep the unexpected one", "Update", changes, "unexpected");
const { urn } = recordedRequest("pulumi-braze/native", "create", "Check", "own") as { urn: string };

const settings: Record<string, string> = { "braze:apiKey": "key-0123456789", "braze:instance": "US-06" };
const now = () => new Date("2026-11-24T10:00:00Z");
const createdAt = "2026-11-24T10:00:00.000Z";
const removal = `Braze cannot delete a send ID: "own" of campaign ${campaignId} is removed from the state and remains in Braze.`;

const created = (sendId: string): RequestResult => ({
  sent: true,
  status: 201,
  body: JSON.stringify({ message: "success", send_id: sendId }),
});
const unavailable: RequestResult = { sent: true, status: 500, body: "\ud83d" };

describe("the dynamic-provider host", () => {
  let lines: string[];
  async function configured(result = created("own"), config = settings) {
    lines = [];
    const provider = dynamicProvider(sendId, (line) => lines.push(line), { send: async () => result, now });
    await provider.configure({ config: { get: (key: string) => config[key] } as never });
    return provider;
  }

  it("responds to every failing call with a sanitized error", async () => {
    const fail = () => {
      throw new Error("\ud83d");
    };
    const broken = new Proxy({}, { get: fail, ownKeys: fail }) as never;
    const provider = await configured();
    for (const call of [
      () => provider.check(broken, broken),
      () => provider.diff("id", broken, broken),
      () => provider.create(broken),
      () => provider.read("c/s", broken),
      () => provider.update("id", broken, broken),
      () => provider.delete("id", broken),
    ])
      await assert.rejects(
        call,
        ({ message, stack }: Error) => message === "\\u{d83d}" && stack === "",
        String(call),
      );
  });

  it("checks the arguments without __provider, and returns them with it", async () => {
    assert.deepEqual(await (await configured()).check({}, given), { inputs: given, failures: [] });
    const { failures } = await (await configured()).check(
      {},
      { campaignId: "", other: "\u001b[31m", __provider },
    );
    assert.deepEqual(
      failures?.map(({ property, reason }) => [property, reason.split(" ")[0]]),
      [
        ["", "campaignId"],
        ["", "other"],
      ],
    );
    const nulls = { sendId: null, workspace: null, adopt: null };
    const omitted = { campaignId, __provider };
    assert.deepEqual(await (await configured()).check({}, { ...omitted, ...nulls }), {
      inputs: omitted,
      failures: [],
    });
  });

  it("sanitizes the problems of a check", async () => {
    const workspaces = JSON.stringify({ "a\u202eb": {} });
    const provider = await configured(undefined, { "braze:workspaces": workspaces });
    const { failures } = await provider.check({}, { ...own, workspace: "w" });
    assert.match(failures?.[0]?.reason ?? "", /Use one of a\\u\{202e\}b/);
  });

  it("does not check an unchanged send ID, even if __provider changes", async () => {
    const provider = await configured(undefined, { "braze:timeoutSeconds": "soon" });
    const recorded = { ...own, __provider: "another text" };
    assert.deepEqual((await provider.check(recorded, given)).failures, []);
    assert.equal((await provider.check({}, given)).failures?.length, 1);
  });

  it("announces each warning once, and none with a problem", async () => {
    const provider = await configured();
    await provider.check({}, { campaignId: "unusual", sendId: "" });
    assert.deepEqual(lines, []);
    for (const sendId of ["a", "b", "c"]) await provider.check({}, { campaignId: "unusual", sendId });
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /^warning: campaignId "unusu…" /);
  });

  it("replaces a send ID for another pair only", async () => {
    const provider = await configured();
    assert.deepEqual(await provider.diff(id, own, own), { changes: false, replaces: [] });
    assert.deepEqual(await provider.diff(id, own, { ...own, sendId: "other" }), {
      changes: true,
      replaces: ["sendId"],
    });
  });

  it("creates, adopts, reads, updates and removes a send ID", async () => {
    const provider = await configured();
    assert.deepEqual(await provider.create(given), { id, outs: { ...own, createdAt } });
    assert.deepEqual(await provider.create({ ...own, adopt: true, __provider }), { id, outs: own });
    assert.deepEqual(await provider.read(id, { ...own, createdAt }), { id, props: { ...own, createdAt } });
    assert.deepEqual(await provider.update(id, own, own), { outs: own });
    assert.deepEqual(lines, []);
    await (await configured()).delete(id, own);
    assert.deepEqual(lines, [removal]);
  });

  it("records another send ID than requested for the resource that requested it only", async () => {
    const provider = await configured(created("other"));
    for (let count = 0; count < 2; count++) await provider.check({}, given);
    await assert.rejects(provider.create(given), { id: `${campaignId}/other` });
    const error = await provider.create(given).catch((error) => error);
    assert.deepEqual([error.name, error.id], ["CreateError", undefined]);
  });

  it("creates by this machine's clock", async () => {
    const provider = dynamicProvider(sendId, () => {}, { send: async () => created("own") });
    await provider.configure({ config: { get: (key: string) => settings[key] } as never });
    const { outs } = await provider.create(given);
    assert.ok(Math.abs(Date.parse(outs?.createdAt) - Date.now()) < 60_000);
  });

  it("records another send ID that Braze created, with __provider, and reports it", async () => {
    const error = await (await configured(created("other"))).create(given).then(
      () => assert.fail("it did not fail"),
      (error) => error,
    );
    assert.equal(error.name, "InitFailedError");
    assert.match(error.message, /^Braze created send ID "other" instead of "own"/);
    assert.deepEqual(error.id, `${campaignId}/other`);
    assert.deepEqual(error.properties, { campaignId, sendId: "other", createdAt, __provider });
    assert.deepEqual(error.reasons, [error.message]);
  });

  it("fails with a sanitized message, and records nothing", async () => {
    const error = await (await configured(unavailable)).create(given).catch((error) => error);
    assert.equal(error.name, "CreateError");
    assert.match(error.message, /may or may not have been created/);
    assert.doesNotMatch(error.message, /\p{Cs}/u);
    assert.deepEqual([error.id, error.stack], [undefined, ""]);
    await assert.rejects((await configured()).read("own", {}), { message: /^"own" is not the ID/ });
  });
});

describe("the line of BRAZE_DEBUG=1", () => {
  it("is the same on both hosts, with the body before the headers", async () => {
    const config = { "braze:apiKey": "key-0123456789", "braze:instance": "US-06" };
    const headers = { "x-long": "h".repeat(5000) };
    const result = { sent: true, headers, status: 500, body: `{"message":"${"b".repeat(3000)}"}` };
    const options = { send: async () => result, now, debug: true };
    const announced: string[] = [];
    const dynamic = dynamicProvider(sendId, (line) => announced.push(line), options);
    await dynamic.configure({ config: { get: (key: keyof typeof config) => config[key] } as never });
    await assert.rejects(dynamic.create(own));
    const plugin = pluginProvider(options, async (_urn, line) => void announced.push(line));
    plugin.configure(configureRequest(config));
    await assert.rejects(plugin.create(createRequest({})));
    assert.equal(announced.length, 2);
    assert.equal(announced[0], announced[1]);
    assert.match(
      announced[0] ?? "",
      /"status":500,"body":"\{\\"message\\":\\"b{3000}\\"\}","headers":\{"x-long":"h+…$/,
    );
    assert.equal(announced[0]?.length, 4001);
  });
});

describe("the plugin host", () => {
  let lines: [urn: string, line: string, severity: LogSeverity][];
  const log = async (urn: string, line: string, severity: LogSeverity) => {
    await new Promise((resolve) => setImmediate(resolve));
    lines.push([urn, line, severity]);
  };
  function configured(result = created("own"), config = settings, args: Record<string, string> = {}) {
    lines = [];
    const provider = pluginProvider({ send: async () => result, now }, log);
    const response = provider.configure(configureRequest(config, args));
    assert.deepEqual(
      [response.getSupportspreview(), response.getSupportsAutonamingConfiguration()],
      [true, true],
    );
    return provider;
  }
  it("checks the arguments without __provider", async () => {
    const response = await configured().check(checkRequest({ news: given }));
    assert.deepEqual(response.getInputs()?.toJavaScript(), own);
    assert.deepEqual(response.getFailuresList(), []);
  });

  it("omits arguments that are null", async () => {
    const response = await configured().check(
      checkRequest({ news: { ...own, workspace: null, adopt: null } }),
    );
    assert.deepEqual(response.getInputs()?.toJavaScript(), own);
    assert.deepEqual(response.getFailuresList(), []);
  });

  it("reports sanitized problems, and no warnings with them", async () => {
    const provider = configured(undefined, { "braze:workspaces": JSON.stringify({ "a\u202eb": {} }) });
    const response = await provider.check(
      checkRequest({ news: { campaignId: "unusual", sendId: "s", workspace: "w" } }),
    );
    const [failure, ...others] = response.getFailuresList();
    assert.equal(others.length, 0);
    assert.equal(failure?.getProperty(), "");
    assert.match(
      failure?.getReason() ?? "",
      /^workspace is not a configured workspace\. Use one of a\\u\{202e\}b/,
    );
    assert.deepEqual(lines, []);
  });

  it("reports a pair that is declared twice", async () => {
    const provider = configured();
    await provider.check(checkRequest({}));
    const response = await provider.check(checkRequest({ urn: `${urn}-2` }));
    assert.match(
      response.getFailuresList()[0]?.getReason() ?? "",
      /^"own" and "own-2" declare the same send ID/,
    );
  });

  it("logs each warning once, on its resource, before it responds", async () => {
    const provider = configured();
    for (const sendId of ["a", "b", "c"])
      await provider.check(checkRequest({ news: { campaignId: "unusual", sendId } }));
    assert.equal(lines.length, 1);
    assert.deepEqual([lines[0]?.[0], lines[0]?.[2]], [urn, LogSeverity.WARNING]);
    assert.match(lines[0]?.[1] ?? "", /^campaignId "unusu…" /);
  });

  it("names a send ID as pulumi:autonaming says", async () => {
    const request = checkRequest({ news: { campaignId } });
    request.setAutonaming(new CheckRequest.AutonamingOptions().setProposedName("sale-7c1f2d"));
    const response = await configured().check(request);
    assert.deepEqual(response.getInputs()?.toJavaScript(), { campaignId, sendId: "sale-7c1f2d" });
  });

  it("shows each changed property as a replacement", () => {
    const diff = (news: object) => configured().diff(diffRequest({ olds: given, news }));
    const same = diff(own).toObject();
    assert.deepEqual([same.changes, same.replacesList, same.detaileddiffMap], [1, [], []]);
    const other = diff({ campaignId: "c", sendId: "s" }).toObject();
    assert.deepEqual(
      [other.changes, other.diffsList, other.replacesList, other.hasdetaileddiff],
      [2, ["campaignId", "sendId"], ["campaignId", "sendId"], true],
    );
    assert.deepEqual(
      other.detaileddiffMap.map(([property, { kind }]) => [property, kind]),
      [
        ["campaignId", 5],
        ["sendId", 5],
      ],
    );
  });

  it("previews a create without a request, and creates", async () => {
    const provider = configured(undefined, {}, { apiKey: "key-0123456789", instance: "US-06" });
    const shown = await provider.create(createRequest({ properties: { campaignId }, preview: true }));
    assert.equal(shown.getId(), "");
    assert.deepEqual(shown.getProperties()?.toJavaScript(), {
      campaignId,
      sendId: unknownValue,
      createdAt: unknownValue,
    });
    const response = await provider.create(createRequest({}));
    assert.equal(response.getId(), id);
    assert.deepEqual(response.getProperties()?.toJavaScript(), { ...own, createdAt });
  });

  it("accepts a recorded send ID under another URN after a refresh, as an alias leads to", async () => {
    const provider = configured();
    const old = `${urn}-old`;
    await provider.read(readRequest({ urn: old, id, properties: own, inputs: own }));
    provider.diff(diffRequest({ urn: old, news: own }));
    const response = await provider.check(checkRequest({ olds: own }));
    assert.deepEqual(response.getFailuresList(), []);
  });

  it("knows a generated send ID by the comparison of its resource", async () => {
    const provider = configured();
    await provider.check(checkRequest({ olds: { campaignId }, news: { campaignId } }));
    provider.diff(diffRequest({ urn, olds: own, news: { campaignId } }));
    const response = await provider.check(checkRequest({ urn: `${urn}-2` }));
    assert.match(
      response.getFailuresList()[0]?.getReason() ?? "",
      /^"own-2" declares a send ID that "own" has recorded/,
    );
  });

  it("refuses the send ID of a resource that was deleted before its replacement", async () => {
    const provider = configured();
    await provider.check(checkRequest({ olds: own, news: { ...own, sendId: "other" } }));
    await provider.delete(deleteRequest({}));
    const response = await provider.check(checkRequest({ urn: `${urn}-2` }));
    assert.match(
      response.getFailuresList()[0]?.getReason() ?? "",
      /^"own-2" declares a send ID that "own" has/,
    );
    await provider.create(createRequest({}));
  });

  it("says that customTimeouts has no effect", async () => {
    await configured().create(createRequest({ timeout: 5 }));
    assert.deepEqual(
      lines.map(([on, , severity]) => [on, severity]),
      [[urn, LogSeverity.WARNING]],
    );
    assert.match(lines[0]?.[1] ?? "", /^The option customTimeouts has no effect on a send ID\./);
  });

  const unnamed = /pulumi config set --secret braze:apiKey/;
  for (const [what, name, message] of [
    ["the default provider", "default", unnamed],
    ["the default provider of a version", "default_10_20_30_alpha_1", unnamed],
    ["the default provider of a URL", "default_https_/example.com/releases", unnamed],
    ["a provider that an older engine does not name", "", unnamed],
    ["a provider that an older SDK cannot name", undefined, unnamed],
    ["an explicit provider", "eu", /The provider "eu" has no API key\. Set its argument apiKey/],
    [
      "an explicit provider that is named like a default one",
      "my_default",
      /The provider "my_default" has no/,
    ],
    ["an explicit provider that begins like one", "default-eu", /The provider "default-eu" has no API key/],
  ] as const)
    it(`says how to set the key of ${what}`, async () => {
      const provider = pluginProvider({}, log);
      const request = configureRequest({}).setName(name ?? "eu");
      provider.configure(name === undefined ? Object.assign(request, { getName: undefined }) : request);
      await assert.rejects(provider.create(createRequest({})), { message });
    });

  it("prefers the stack's settings to the provider's arguments", async () => {
    const provider = configured(undefined, { "braze:timeoutSeconds": "soon" }, { timeoutSeconds: "7" });
    const response = await provider.check(checkRequest({}));
    assert.match(
      response.getFailuresList()[0]?.getReason() ?? "",
      /^braze:timeoutSeconds or BRAZE_TIMEOUT_SECONDS must be/,
    );
  });

  it("logs what a create announces before it fails", async () => {
    const provider = pluginProvider({ send: async () => unavailable, now, debug: true }, log);
    lines = [];
    provider.configure(configureRequest(settings));
    await assert.rejects(provider.create(createRequest({})), /may or may not have been created/);
    assert.equal(lines.length, 1);
    assert.match(lines[0]?.[1] ?? "", /^Braze debug: POST /);
  });

  const reads: [
    what: string,
    id: string,
    recorded: object,
    inputs: object,
    expected: [string, object, object],
  ][] = [
    ["a recorded send ID", id, { ...own, createdAt }, own, [id, { ...own, createdAt }, own]],
    [
      "a generated one",
      id,
      { ...own, createdAt },
      { campaignId },
      [id, { ...own, createdAt }, { campaignId }],
    ],
    ["an imported one", id, {}, {}, [id, own, own]],
    [
      "one imported from a workspace",
      `outdoor@${id}`,
      {},
      {},
      [id, { ...own, workspace: "outdoor" }, { ...own, workspace: "outdoor" }],
    ],
    [
      "a recorded one of a workspace",
      id,
      { ...own, workspace: "w" },
      { ...own, workspace: "w" },
      [id, { ...own, workspace: "w" }, { ...own, workspace: "w" }],
    ],
  ];
  for (const [what, readId, recorded, inputs, expected] of reads)
    it(`reads ${what}`, async () => {
      const response = await configured().read(readRequest({ id: readId, properties: recorded, inputs }));
      const [state, args] = [response.getProperties(), response.getInputs()].map((read) =>
        read?.toJavaScript(),
      );
      assert.deepEqual([response.getId(), state, args], expected);
      assert.equal(lines.length, readId === id ? 0 : 1);
    });

  for (const [what, recorded, workspaces, warning] of [
    [
      "warns about an import into another workspace",
      {},
      { indoor: {} },
      /^"outdoor" .* Use one of indoor, or add it/,
    ],
    [
      "warns about an import into a workspace while none is configured",
      {},
      {},
      /^"outdoor" .* Add it to .* It is recorded anyway\.$/,
    ],
    ["warns about nothing if the workspace is configured", {}, { outdoor: {} }, undefined],
    ["warns about nothing in a refresh", { ...own, workspace: "outdoor" }, {}, undefined],
  ] as const)
    it(what, async () => {
      const provider = configured(undefined, { "braze:workspaces": JSON.stringify(workspaces) });
      const recordedId = "campaignId" in recorded ? id : `outdoor@${id}`;
      await provider.read(readRequest({ urn, id: recordedId, properties: recorded }));
      assert.deepEqual(
        lines.map(([on, , severity]) => [on, severity]),
        warning === undefined ? [] : [[urn, LogSeverity.WARNING]],
      );
      if (warning !== undefined) assert.match(lines[0]?.[1] ?? "", warning);
    });

  it("keeps the recorded state in an update", async () => {
    const response = await configured().update(updateRequest({ olds: given }));
    assert.deepEqual(response.getProperties()?.toJavaScript(), own);
  });

  it("does not hide in an update that another send ID than requested was created", async () => {
    const provider = configured(created("other"));
    await assert.rejects(provider.create(createRequest({})));
    const update = (news: object) => () =>
      provider.update(updateRequest({ urn, olds: { ...own, sendId: "other" }, news }));
    await assert.rejects(update(own), (error) => {
      assert.ok(error instanceof InitFailedError);
      assert.match(error.message, /^Braze created send ID "other" .*\nNo request was sent again\.$/s);
      assert.equal(error.created.id, `${campaignId}/other`);
      return true;
    });
    await update({ ...own, sendId: "third" })();
  });

  it("calls a function", async () => {
    const body = JSON.stringify({ message: "success", campaigns: [] });
    const request = new InvokeRequest()
      .setTok("braze:index:getCampaigns")
      .setArgs(wellKnown.Struct.fromJavaScript({}));
    const response = await configured({ sent: true, status: 200, body }).invoke(request);
    assert.deepEqual(response.getReturn()?.toJavaScript(), { campaigns: [] });
  });

  it("says that a removed send ID remains in Braze", async () => {
    await configured().delete(deleteRequest({}));
    assert.deepEqual(lines, [[urn, removal, LogSeverity.INFO]]);
  });

  it("describes itself, without a configuration", () => {
    const provider = pluginProvider({}, log);
    provider.configure(configureRequest({}));
    assert.equal(JSON.parse(provider.getSchema().getSchema()).name, "braze");
    assert.match(provider.getPluginInfo().getVersion(), /^\d+\.\d+\.\d+/);
    assert.ok(provider.cancel());
  });

  it("returns an error as its message", () => {
    const { code, details, metadata } = errorOf(new Error("why"));
    assert.deepEqual([code, details, metadata?.getMap()], [grpc.status.UNKNOWN, "why", {}]);
  });

  it("responds over gRPC to a call that fails unexpectedly with a sanitized message, and then to the next", async () => {
    const bugs = [new TypeError("a bug \ud83d"), "no error \u001b", undefined];
    const server = new grpc.Server();
    server.addService(ResourceProviderService as never, {
      getSchema: unary(() => {
        throw bugs.shift();
      }),
      getPluginInfo: unary(() => new PluginInfo().setVersion("1.2.3")),
    });
    const port = await new Promise<number>((done, fail) =>
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error === null ? done(port) : fail(error),
      ),
    );
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    try {
      for (const details of ["a bug \\u{d83d}", "no error \\u{1b}", "undefined"])
        await new Promise<void>((done) =>
          client.getSchema(new GetSchemaRequest(), (error) => {
            assert.deepEqual([error?.code, error?.details], [grpc.status.UNKNOWN, details]);
            done();
          }),
        );
      const version = await new Promise((done) =>
        client.getPluginInfo(new wellKnown.Empty(), (_error, info) => done(info?.getVersion())),
      );
      assert.equal(version, "1.2.3");
    } finally {
      client.close();
      server.forceShutdown();
    }
  });

  it("returns another send ID that Braze created, to be recorded and reported", async () => {
    const error = await configured(created("other"))
      .create(createRequest({}))
      .catch((error) => error);
    const { details, metadata } = errorOf(error);
    assert.match(details ?? "", /^Braze created send ID "other" instead of "own"/);
    const status = Status.deserializeBinary(metadata?.get("grpc-status-details-bin")[0] as Buffer);
    assert.deepEqual([status.getCode(), status.getMessage()], [grpc.status.UNKNOWN, details]);
    const failed = status
      .getDetailsList()[0]
      ?.unpack(ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed");
    assert.deepEqual(
      [failed?.getId(), failed?.getProperties()?.toJavaScript(), failed?.getReasonsList()],
      [`${campaignId}/other`, { campaignId, sendId: "other", createdAt }, [details]],
    );
  });
});

const unusable: [what: string, args: Record<string, unknown>, problem: RegExp][] = [
  ["no arguments", {}, /^campaignId is required\./m],
  ["a number", { campaignId: 7 }, /^campaignId must be a string, but is a number\.$/m],
  ["a list", { campaignId, sendId: ["own"] }, /^sendId must be a string, but is a list\.$/m],
  ["a value that is not known yet", { campaignId, sendId: unknownValue }, /^sendId is not known yet\.$/m],
  ["an unknown value for a boolean", { ...own, adopt: unknownValue }, /^adopt is not known yet\.$/m],
  [
    "an argument that does not exist",
    { ...own, send_id: "own" },
    /^send_id is not an argument of a send ID\./m,
  ],
];

describe("a create with arguments that no check has seen, on both hosts", () => {
  const send = async () => assert.fail("a request was sent");
  for (const [what, args, problem] of unusable)
    it(`sends nothing: ${what}`, async () => {
      const dynamic = dynamicProvider(sendId, () => {}, { send });
      await dynamic.configure({ config: { get: (key: string) => settings[key] } as never });
      const plugin = pluginProvider({ send }, async () => {});
      plugin.configure(configureRequest(settings));
      for (const create of [
        () => dynamic.create({ ...args, __provider }),
        () => plugin.create(createRequest({ properties: args })),
      ])
        await assert.rejects(create, (error: Error) => {
          assert.match(error.message, /^The send ID was not created, and nothing was sent to Braze:$/m);
          assert.match(error.message, problem);
          return true;
        });
    });

  it("fails before the provider is configured, and says so", async () => {
    const says = /^The provider was called before it was configured\. Nothing was sent to Braze\./;
    const plugin = pluginProvider({ send }, async () => {});
    await assert.rejects(plugin.create(createRequest({})), { message: says });
    await assert.rejects(plugin.check(checkRequest({})), { message: says });
    const dynamic = dynamicProvider(sendId, () => {}, { send });
    await assert.rejects(dynamic.create(given), { message: says });
    await assert.rejects(dynamic.check({}, given), { message: says });
  });
});

describe("the plugin host, for a type that it does not have", () => {
  for (const type of [
    "braze:index:Nonsense",
    "braze:index/campaign:Campaign",
    "shop:index:Sale$braze:index:SendID",
  ])
    it(`${type.split("$").at(-1)} is an error, and can still be removed`, async () => {
      const provider = pluginProvider(
        { send: async () => assert.fail("a request was sent") },
        async () => {},
      );
      provider.configure(configureRequest(settings));
      const wrong = { urn: `urn:pulumi:dev::shop::${type}::own` };
      const says = {
        message: /"braze:index.*" is not a type of this provider\..* Use "braze:index:SendId"\.$/,
      };
      await assert.rejects(provider.check(checkRequest(wrong)), says);
      await assert.rejects(provider.create(createRequest(wrong)), says);
      await assert.rejects(provider.read(readRequest(wrong)), says);
      await provider.delete(deleteRequest(wrong));
    });

  it("creates one inside of a component", async () => {
    const provider = pluginProvider({ send: async () => created("own"), now }, async () => {});
    provider.configure(configureRequest(settings));
    const component = "urn:pulumi:dev::shop::shop:index:Sale$braze:index:SendId::own";
    const response = await provider.create(createRequest({ urn: component }));
    assert.equal(response.getId(), id);
  });
});

describe("another send ID than requested, on the plugin host", () => {
  it("is what its resource has recorded, so that a new resource can request the other one", async () => {
    const managed = sendId.manage(
      readConfiguration((key) => settings[key], {}),
      { send: async () => created("own"), now },
    );
    const other = `${urn}-2`;
    const found = { campaignId, sendId: "found" };
    // The recorded arguments are still those of the request.
    managed.check({ urn, recorded: own, given: found }, () => {});
    assert.deepEqual(managed.diff({ urn, recorded: found, given: found }), []);
    assert.deepEqual(managed.check({ urn: other, recorded: {}, given: own }, () => {}).failures, []);
    assert.equal((await managed.create(other, own, () => {})).id, id);
    const [failure] = managed.check({ urn: `${urn}-3`, recorded: {}, given: found }, () => {}).failures;
    assert.match(failure?.reason ?? "", /"own-3" declares a send ID that "own" has recorded/);
  });
});

describe("a recorded pair on the dynamic-provider host, which names no resource", () => {
  const state = { ...own, createdAt };
  type Call = (provider: ReturnType<typeof dynamicProvider>) => Promise<unknown>;
  const checkRecorded: Call = (provider) => provider.check(given, given);
  const compare: Call = (provider) => provider.diff(id, state, given);
  const checkNew: Call = (provider) => provider.check({}, given);
  const refused = {
    message:
      /was not created, and no request was sent: another resource, or an interrupted replacement, has it/,
  };

  const sequences: [what: string, calls: Call[], isRefused: boolean][] = [
    ["is refused for a new resource", [checkRecorded, compare, checkNew], true],
    ["is requested for a resource that is replaced for another reason", [checkRecorded, checkNew], false],
    ["is requested for a resource that is replaced after a refresh", [compare, checkNew], false],
    [
      "is requested for the one that is replaced, if another one has recorded it, too",
      [checkRecorded, compare, checkRecorded, checkNew],
      false,
    ],
  ];
  for (const [what, calls, isRefused] of sequences)
    it(what, async () => {
      const provider = dynamicProvider(sendId, () => {}, { send: async () => created("own"), now });
      await provider.configure({ config: { get: (key: string) => settings[key] } as never });
      for (const call of calls) await call(provider);
      if (isRefused) await assert.rejects(provider.create(given), refused);
      else assert.equal((await provider.create(given)).id, id);
      // The engine does not repeat a create that succeeded. If it did, nothing would be sent.
      await assert.rejects(provider.create(given), refused);
    });
});

describe("the configuration of a process", () => {
  it("stays, if the plugin is configured again", () => {
    const provider = pluginProvider({}, async () => {});
    provider.configure(configureRequest(settings));
    provider.configure(configureRequest(settings));
    assert.throws(
      () => provider.configure(configureRequest({ ...settings, "braze:apiKey": "another-key" })),
      {
        message:
          /^This process already serves a provider with other settings\. Nothing was sent to Braze\. .* remove PULUMI_DEBUG_PROVIDERS/,
      },
    );
  });

  it("stays with all that is known, if the plugin is configured again", async () => {
    const provider = pluginProvider({ send: async () => created("own"), now }, async () => {});
    provider.configure(configureRequest(settings));
    await provider.create(createRequest({}));
    provider.configure(configureRequest(settings));
    await assert.rejects(provider.create(createRequest({ urn: `${urn}-2` })), /"own" has it in this stack/);
  });

  it("stays with all that is known, if the dynamic-provider host configures it for another text", async () => {
    const sent: unknown[] = [];
    const provider = dynamicProvider(sendId, () => {}, {
      send: async (_connection, { body }) => {
        sent.push(body);
        return unavailable;
      },
    });
    for (let count = 0; count < 2; count++) {
      await provider.configure({ config: { get: (key: string) => settings[key] } as never });
      await assert.rejects(provider.create(given), /may or may not have been created/);
    }
    assert.equal(sent.length, 1);
  });
});

describe("the response of a host", () => {
  it("is the result", async () => assert.equal(await respond(() => 1), 1));

  const thrown: [what: string, thrown: unknown, message: string][] = [
    ["an error", new Error("why\nand how"), "why\nand how"],
    ["an error that is not well-formed", new Error("\ud83d\u001b"), "\\u{d83d}\\u{1b}"],
    ["another value", 7, "7"],
  ];
  for (const [what, value, message] of thrown)
    it(`is a sanitized error without a stack: ${what}`, () =>
      assert.rejects(
        respond(() => {
          throw value;
        }),
        (error) => error instanceof Error && error.message === message && error.stack === "",
      ));
});
