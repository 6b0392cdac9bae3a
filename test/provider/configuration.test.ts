import assert from "node:assert/strict";
import { ConfigurationError, readConfiguration } from "../../provider/src/configuration/configuration";
import { settings } from "../../provider/src/configuration/settings";

const key = "5e9f6a1b-secret-key-7c3d";

function read(stackConfig: Record<string, string>, environment: Record<string, string> = {}) {
  return readConfiguration((name) => stackConfig[name], environment);
}

function rejection(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof ConfigurationError);
    assert.match(error.message, /No request was sent to Braze\.$/);
    assert.ok(!error.message.includes(key), error.message);
    return error.message;
  }
  return assert.fail("nothing was rejected");
}

describe("configuration", () => {
  const rest = { "braze:apiKey": key, "braze:instance": "US-06" };

  it("connects to an instance", () => {
    assert.deepEqual(read(rest).connection(undefined), {
      apiKey: key,
      endpoint: "https://rest.iad-06.braze.com",
    });
    assert.equal(
      read({ ...rest, "braze:instance": "eu-01" }).connection(undefined).endpoint,
      "https://rest.fra-01.braze.eu",
    );
  });

  it("reads each setting from the environment if stack configuration has none", () => {
    const environment = {
      BRAZE_API_KEY: key,
      BRAZE_INSTANCE: "US-01",
      BRAZE_TIMEOUT_SECONDS: "5",
      BRAZE_MAX_WAIT_SECONDS: "0",
      BRAZE_WORKSPACES: JSON.stringify({ outdoor: { apiKey: "outdoor-key", instance: "EU-01" } }),
    };
    const configuration = read({}, environment);
    assert.deepEqual(configuration.connection(undefined), {
      apiKey: key,
      endpoint: "https://rest.iad-01.braze.com",
    });
    assert.deepEqual([configuration.timeout(), configuration.maxWait()], [5000, 0]);
    assert.deepEqual(configuration.connection("outdoor"), {
      workspace: "outdoor",
      apiKey: "outdoor-key",
      endpoint: "https://rest.fra-01.braze.eu",
    });
  });

  it("prefers stack configuration, by endpoint or by instance", () => {
    const environment = {
      BRAZE_API_KEY: "other",
      BRAZE_REST_ENDPOINT: "https://rest.fra-01.braze.eu",
      BRAZE_TIMEOUT_SECONDS: "5",
      BRAZE_WORKSPACES: JSON.stringify({ outdoor: {} }),
    };
    const configuration = read(
      { ...rest, "braze:timeoutSeconds": "7", "braze:workspaces": JSON.stringify({ indoor: {} }) },
      environment,
    );
    assert.deepEqual(configuration.workspaces(), ["indoor"]);
    assert.deepEqual(configuration.connection(undefined), {
      apiKey: key,
      endpoint: "https://rest.iad-06.braze.com",
    });
    assert.equal(configuration.timeout(), 7000);
  });

  const environmentOf = {
    BRAZE_API_KEY: key,
    BRAZE_INSTANCE: "US-06",
    BRAZE_TIMEOUT_SECONDS: "5",
    BRAZE_MAX_WAIT_SECONDS: "7",
    BRAZE_WORKSPACES: JSON.stringify({ outdoor: { apiKey: key, instance: "EU-01" } }),
  };
  const stackOf = {
    "braze:apiKey": key,
    "braze:instance": "US-06",
    "braze:timeoutSeconds": "5",
    "braze:maxWaitSeconds": "7",
    "braze:workspaces": environmentOf.BRAZE_WORKSPACES,
  };
  const allSettings = (configuration: ReturnType<typeof read>) => [
    configuration.connection(undefined),
    configuration.connection("outdoor"),
    configuration.timeout(),
    configuration.maxWait(),
    configuration.apiKeys(),
    configuration.problems(),
  ];
  const withEach = (settings: Record<string, string>, change: (value: string) => string) =>
    Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, change(value)]));

  for (const empty of ["", " ", "\n", "null"])
    it(`treats ${JSON.stringify(empty)} as not set, in every setting`, () => {
      const emptied = withEach({ ...stackOf, "braze:endpoint": "" }, () => empty);
      assert.deepEqual(allSettings(read(emptied, environmentOf)), allSettings(read(stackOf)));
      const missing = read(
        emptied,
        withEach(environmentOf, () => empty),
      );
      assert.deepEqual(missing.problems(), []);
      assert.deepEqual(missing.workspaces(), []);
      assert.ok(!missing.isSet("braze:apiKey", "braze:instance", "braze:endpoint"));
      assert.match(
        rejection(() => missing.connection(undefined)),
        /No API key/,
      );
    });

  it("ignores whitespace around every setting", () => {
    const padded = (value: string) => ` \t${value}\r\n`;
    const workspaces = JSON.stringify({
      outdoor: { apiKey: padded(key), instance: padded("EU-01"), endpoint: "" },
    });
    const expected = allSettings(read(stackOf));
    assert.deepEqual(
      allSettings(read(withEach({ ...stackOf, "braze:workspaces": workspaces }, padded))),
      expected,
    );
    assert.deepEqual(allSettings(read({}, withEach(environmentOf, padded))), expected);
    const endpoint = padded("https://rest.iad-06.braze.com");
    assert.deepEqual(
      read({ "braze:apiKey": key, "braze:endpoint": endpoint }).connection(undefined),
      expected[0],
    );
  });

  it("treats an empty setting of a workspace as not set", () => {
    for (const empty of ["", "\n", null]) {
      const outdoor = { apiKey: empty, instance: empty, endpoint: empty };
      const configuration = read({}, { BRAZE_WORKSPACES: JSON.stringify({ outdoor }) });
      assert.deepEqual(configuration.problems(), []);
      assert.match(
        rejection(() => configuration.connection("outdoor")),
        /^The workspace "outdoor" has no API key\./,
      );
    }
  });

  describe("of an explicit provider", () => {
    const ofProvider = (args: Record<string, string>) =>
      readConfiguration((name) => args[name.replace("braze:", "")], {}, "eu");
    const workspaces = (outdoor: object) => ({ workspaces: JSON.stringify({ outdoor }) });

    it("names the provider in its connections", () => {
      const args = { apiKey: key, instance: "EU-01", ...workspaces({ apiKey: key, instance: "EU-02" }) };
      for (const workspace of [undefined, "outdoor"])
        assert.equal(ofProvider(args).connection(workspace).providerName, "eu");
      assert.ok(!("providerName" in read(stackOf).connection(undefined)));
    });

    const missing: [
      what: string,
      args: Record<string, string>,
      workspace: string | undefined,
      message: RegExp,
    ][] = [
      ["key", {}, undefined, /^The provider "eu" has no API key\. Set its argument apiKey, or BRAZE_API_KEY/],
      [
        "key of an instance",
        { instance: "EU-01" },
        undefined,
        /^The provider "eu" has an instance or endpoint, but no API key\. Set its argument apiKey\. BRAZE_API_KEY is used only if/,
      ],
      [
        "instance",
        { apiKey: key },
        undefined,
        /^The provider "eu" has no Braze instance\. Set its argument instance \(or endpoint\)/,
      ],
      [
        "key of a workspace",
        workspaces({ apiKey: "" }),
        "outdoor",
        /^The workspace "outdoor" has no API key\. Set workspaces\.outdoor\.apiKey of the provider "eu", or/,
      ],
      ["workspace", {}, "garden", /Add it to workspaces of the provider "eu" or BRAZE_WORKSPACES\./],
    ];
    for (const [what, args, workspace, message] of missing)
      it(`names the argument of a missing ${what}`, () =>
        assert.match(
          rejection(() => ofProvider(args).connection(workspace)),
          message,
        ));

    it("uses the key of the environment with the instance of the environment only", () => {
      const environment = { BRAZE_API_KEY: key, BRAZE_INSTANCE: "US-06" };
      const ofEnvironment = (args: Record<string, string>) =>
        readConfiguration((name) => args[name.replace("braze:", "")], environment, "eu").connection(
          undefined,
        );
      assert.equal(ofEnvironment({}).apiKey, key);
      assert.equal(ofEnvironment({ apiKey: "own-key" }).endpoint, "https://rest.iad-06.braze.com");
      for (const own of [{ instance: "EU-01" }, { endpoint: "https://rest.fra-01.braze.eu" }])
        assert.throws(() => ofEnvironment(own), /has an instance or endpoint, but no API key/);
    });

    it("names the argument of every invalid setting", () => {
      const problems = ofProvider({
        apiKey: "two words",
        instance: "US-6",
        timeoutSeconds: "soon",
        ...workspaces({ endpoint: "x" }),
      }).problems();
      const expected = [
        /^apiKey of the provider "eu" or BRAZE_API_KEY must contain/,
        /not a known instance \(instance of the provider "eu" or BRAZE_INSTANCE\)/,
        /^The endpoint \(workspaces\.outdoor\.endpoint of the provider "eu"\)/,
        /^timeoutSeconds of the provider "eu" or BRAZE_TIMEOUT_SECONDS must be/,
      ];
      assert.equal(problems.length, expected.length, problems.join("\n"));
      for (const [index, pattern] of expected.entries()) assert.match(problems[index] ?? "", pattern);
      assert.match(
        ofProvider({ workspaces: "{" }).problems()[0] ?? "",
        /^workspaces of the provider "eu" is invalid: workspaces of the provider "eu" or BRAZE_WORKSPACES must be/,
      );
    });
  });

  it("has a timeout of 30 seconds and a maximum wait of 60 by default", () => {
    assert.deepEqual([read({}).timeout(), read({}).maxWait()], [30_000, 60_000]);
  });

  it("reads a setting only when it is needed", () => {
    read({ "braze:workspaces": "{", "braze:timeoutSeconds": "x", "braze:endpoint": "y" });
  });

  it("names both ways to set a missing setting", () => {
    assert.match(
      rejection(() => read({ "braze:instance": "US-01" }).connection(undefined)),
      /pulumi config set --secret braze:apiKey.*BRAZE_API_KEY/,
    );
    assert.match(
      rejection(() => read({ "braze:apiKey": key }).connection(undefined)),
      /pulumi config set braze:instance US-06.*braze:endpoint.*BRAZE_INSTANCE.*BRAZE_REST_ENDPOINT/,
    );
  });

  const badEndpoints: [endpoint: string, reason: RegExp][] = [
    ["rest.iad-06.braze.com", /https:\/\/rest/],
    ["http://rest.iad-06.braze.com", /https:\/\//],
    ["ftp://127.0.0.1", /https:\/\//],
    ["http://127.0.0.1.example.com", /https:\/\//],
    ["http://my-localhost", /https:\/\//],
    [`https://user:${key}@rest.iad-06.braze.com`, /https:\/\/rest/],
    [`https://rest.iad-06.braze.com/?api_key=${key}`, /https:\/\/rest/],
    ["https://rest.iad-06.braze.com/sends/id/create", /https:\/\/rest/],
    ["https://sdk.iad-06.braze.com", /SDK.*https:\/\/rest\.iad-06\.braze\.com/],
  ];
  for (const [endpoint, reason] of badEndpoints) {
    it(`rejects the endpoint ${JSON.stringify(endpoint.replace(key, "KEY"))}`, () => {
      const message = rejection(() =>
        read({ "braze:apiKey": key, "braze:endpoint": endpoint }).connection(undefined),
      );
      assert.match(message, reason);
      assert.match(message, /braze:endpoint or BRAZE_REST_ENDPOINT/);
    });
  }

  for (const endpoint of [
    "https://rest.us-42.braze.com",
    "http://127.0.0.1:8080",
    "http://127.10.200.30:8080",
    "http://localhost:1",
    "http://[::1]:2",
  ]) {
    it(`accepts the endpoint ${endpoint}, with and without a trailing slash`, () => {
      for (const written of [endpoint, `${endpoint}/`]) {
        assert.equal(
          read({ "braze:apiKey": key, "braze:endpoint": written }).connection(undefined).endpoint,
          endpoint,
        );
      }
    });
  }

  for (const [misspelled, meant, shown = `"${misspelled}"`] of [
    ["US-6", "US-06"],
    ["us06", "US-06"],
    ["us-006", "US-06"],
    ["us_10", "US-10"],
    ["EU1", "EU-01"],
    ["iad-03", "US-03"],
    ["iad-06.braze.com", "US-06"],
    ["rest.fra-02.braze.eu", "EU-02", "The value"],
    ["http://us-10.braze.com/", "US-10", "The value"],
    ["https://sdk.us-10.braze.com", "US-10", "The value"],
  ] as const) {
    it(`suggests the instance that ${JSON.stringify(misspelled)} means`, () => {
      const message = rejection(() => read({ ...rest, "braze:instance": misspelled }).connection(undefined));
      assert.ok(message.startsWith(`${shown} is not a known instance (braze:instance or BRAZE_INSTANCE)`));
      assert.ok(message.includes(`Did you mean ${meant}?`), message);
    });
  }

  it("lists the instances if none is similar", () => {
    assert.match(
      rejection(() => read({ ...rest, "braze:instance": "US-09" }).connection(undefined)),
      /^"US-09" is not a known instance .* Use one of US-01, .*US-08, US-10, .*KR-01\. .*endpoint/,
    );
  });

  it("does not repeat an API key that was set as the instance", () => {
    rejection(() => read({ ...rest, "braze:instance": key }).connection(undefined));
  });

  describe("problems, at preview", () => {
    it("are none for missing settings", () => {
      for (const stack of [{}, { "braze:apiKey": key }, { "braze:workspaces": '{"outdoor":{}}' }]) {
        assert.deepEqual(read(stack).problems(), []);
      }
      assert.deepEqual(read({}, { BRAZE_API_KEY: "", BRAZE_WORKSPACES: "" }).problems(), []);
    });

    it("are all invalid settings, without values that may be keys", () => {
      const problems = read({
        "braze:apiKey": `"${key}"`,
        "braze:instance": "US-6",
        "braze:timeoutSeconds": "soon",
        "braze:workspaces": JSON.stringify({
          outdoor: { apiKey: `${key}\nx`, endpoint: `http://${key}` },
          indoor: { instance: "US-1" },
        }),
      }).problems();
      const expected = [
        /^braze:apiKey or BRAZE_API_KEY must not have quotation marks around it\.$/,
        /^"US-6" is not a known instance .* Did you mean US-06\?$/,
        /^braze:workspaces\.outdoor\.apiKey must contain only ASCII/,
        /^The endpoint \(braze:workspaces\.outdoor\.endpoint\)/,
        /^"US-1" is not a known instance \(braze:workspaces\.indoor\.instance\)\. Did you mean US-01\?$/,
        /^braze:timeoutSeconds or BRAZE_TIMEOUT_SECONDS must be a number/,
      ];
      assert.equal(problems.length, expected.length, problems.join("\n"));
      for (const [index, pattern] of expected.entries()) assert.match(problems[index] ?? "", pattern);
      assert.ok(!problems.join().includes(key));
    });

    for (const [setting, { environment }] of Object.entries(settings))
      it(`include an invalid value of ${setting}, from the stack and from the environment`, () => {
        // No setting accepts a control character.
        for (const configuration of [read({ [setting]: "\u0007" }), read({}, { [environment]: "\u0007" })])
          assert.equal(configuration.problems().length, 1);
      });

    it("include workspaces in another format, and an invalid maximum wait", () => {
      const problems = read({}, { BRAZE_WORKSPACES: "{", BRAZE_MAX_WAIT_SECONDS: "1h" }).problems();
      assert.equal(problems.length, 2, problems.join("\n"));
      assert.match(problems[0] ?? "", /^braze:workspaces is invalid/);
    });
  });

  it("rejects an endpoint together with an instance", () => {
    assert.match(
      rejection(() =>
        read({ ...rest, "braze:endpoint": "https://rest.iad-06.braze.com" }).connection(undefined),
      ),
      /Both an endpoint .* and an instance .* are set\. Remove one\./,
    );
  });

  for (const bad of [`${key}\nx`, `${key} x`, `${key}é`, `"${key}"`, `'${key}'`, `${key}"`]) {
    it(`rejects an invalid key (${JSON.stringify(bad.replace(key, "KEY"))})`, () => {
      assert.match(
        rejection(() => read({ ...rest, "braze:apiKey": bad }).connection(undefined)),
        /braze:apiKey or BRAZE_API_KEY/,
      );
    });
  }

  for (const [setting, bad] of [
    ["braze:timeoutSeconds", ["0", "601", "x", "NaN", "Infinity", "-1"]],
    ["braze:maxWaitSeconds", ["-1", "3601", "1h"]],
  ] as const) {
    for (const text of bad) {
      it(`rejects ${setting} ${JSON.stringify(text)}`, () => {
        const configuration = read({ [setting]: text });
        const message = rejection(() =>
          setting === "braze:timeoutSeconds" ? configuration.timeout() : configuration.maxWait(),
        );
        assert.match(message, /must be a number of seconds from \d+ to \d+/);
      });
    }
  }

  describe("with several workspaces", () => {
    const workspaces = {
      outdoor: { apiKey: key, instance: "US-03" },
      indoor: { apiKey: "another-key", endpoint: "https://rest.fra-02.braze.eu" },
      keyless: { instance: "US-01" },
      homeless: { apiKey: key },
    };
    const configuration = read({ ...rest, "braze:workspaces": JSON.stringify(workspaces) });

    it("connects to each with its key and endpoint", () => {
      assert.deepEqual(configuration.connection("outdoor"), {
        workspace: "outdoor",
        apiKey: key,
        endpoint: "https://rest.iad-03.braze.com",
      });
      assert.equal(configuration.connection("indoor").endpoint, "https://rest.fra-02.braze.eu");
      assert.deepEqual(configuration.workspaces(), ["outdoor", "indoor", "keyless", "homeless"]);
    });

    it("knows every key, so that none is printed", () => {
      assert.deepEqual(configuration.apiKeys(), [key, key, "another-key", key]);
      assert.deepEqual(read({ "braze:apiKey": "a b", "braze:workspaces": "no JSON" }).apiKeys(), ["a b"]);
      assert.deepEqual(read({}).apiKeys(), []);
    });

    it("lists the names when one is unknown", () => {
      for (const unknown of ["garden", "constructor", "__proto__"]) {
        assert.match(
          rejection(() => configuration.connection(unknown)),
          /is not a configured workspace\. Use one of outdoor, indoor, keyless, homeless, or add it to braze:workspaces or BRAZE_WORKSPACES\./,
        );
      }
      assert.match(
        rejection(() => read(rest).connection("garden")),
        /^"garden" is not a configured workspace\. Add it to braze:workspaces or BRAZE_WORKSPACES\./,
      );
    });

    it("explains how to set a missing setting, and does not fall back to the default workspace", () => {
      assert.match(
        rejection(() => configuration.connection("keyless")),
        /config set --secret --path 'braze:workspaces\.keyless\.apiKey'`, or in the environment in BRAZE_WORKSPACES/,
      );
      assert.match(
        rejection(() => configuration.connection("homeless")),
        /config set --path 'braze:workspaces\.homeless\.instance'/,
      );
    });

    it("quotes a name with a dot in the path, as Pulumi requires", () => {
      const dotted = read({ "braze:workspaces": JSON.stringify({ "brand.de": {} }) });
      assert.match(
        rejection(() => dotted.connection("brand.de")),
        /--path 'braze:workspaces\["brand\.de"\]\.apiKey'/,
      );
    });

    it("describes an invalid value by its path, without the value", () => {
      for (const [text, place] of [
        ["{", /^braze:workspaces is invalid: .* must be an object such as/],
        [JSON.stringify(key), /^braze:workspaces is invalid: .* must be an object such as/],
        [JSON.stringify({ short: key }), /^braze:workspaces\.short is invalid: .* must be an object such as/],
        [
          JSON.stringify({ outdoor: { apikey: key } }),
          /^braze:workspaces\.outdoor is invalid: .* must be an object such as/,
        ],
        [
          JSON.stringify({ outdoor: { apiKey: [key] } }),
          /^braze:workspaces\.outdoor\.apiKey is invalid: .* must be an object such as/,
        ],
      ] as const) {
        assert.match(
          rejection(() => read({ "braze:workspaces": text }).connection("outdoor")),
          place,
        );
      }
    });

    it("does not show a key in place of a name", () => {
      const swapped = read({ "braze:workspaces": JSON.stringify({ [key]: "US-06" }) });
      const shown = rejection(() => swapped.connection("outdoor"));
      assert.ok(shown.startsWith(`braze:workspaces.${key.slice(0, 5)}… is invalid: `), shown);
    });
  });
});
