import assert from "node:assert/strict";
import { ConfigurationError, readConfiguration } from "../../provider/src/configuration/configuration";

const key = "5e9f6a1b-secret-key-7c3d";

function read(stackConfig: Record<string, string>, environment: Record<string, string> = {}) {
  return readConfiguration((name) => stackConfig[name], environment);
}

function refused(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof ConfigurationError);
    assert.match(error.message, /Nothing was sent to Braze\.$/);
    assert.ok(!error.message.includes(key), error.message);
    return error.message;
  }
  return assert.fail("nothing was refused");
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

  it("takes each setting from the environment, where the stack has none", () => {
    const environment = {
      BRAZE_API_KEY: key,
      BRAZE_INSTANCE: "US-01",
      BRAZE_TIMEOUT_SECONDS: "5",
      BRAZE_MAX_WAIT_SECONDS: "0",
    };
    const configuration = read({}, environment);
    assert.deepEqual(configuration.connection(undefined), {
      apiKey: key,
      endpoint: "https://rest.iad-01.braze.com",
    });
    assert.deepEqual([configuration.timeout(), configuration.maxWait()], [5000, 0]);
  });

  it("prefers the stack's configuration, whichever way it names the endpoint", () => {
    const environment = {
      BRAZE_API_KEY: "other",
      BRAZE_REST_ENDPOINT: "https://rest.fra-01.braze.eu",
      BRAZE_TIMEOUT_SECONDS: "5",
    };
    const configuration = read({ ...rest, "braze:timeoutSeconds": "7" }, environment);
    assert.deepEqual(configuration.connection(undefined), {
      apiKey: key,
      endpoint: "https://rest.iad-06.braze.com",
    });
    assert.equal(configuration.timeout(), 7000);
  });

  it("takes an empty environment variable for none", () => {
    assert.match(
      refused(() => read({}, { BRAZE_API_KEY: "", BRAZE_INSTANCE: "US-01" }).connection(undefined)),
      /No API key/,
    );
  });

  it("waits 30 and 60 seconds unless told otherwise", () => {
    assert.deepEqual([read({}).timeout(), read({}).maxWait()], [30_000, 60_000]);
  });

  it("reads nothing before it is needed", () => {
    read({ "braze:workspaces": "{", "braze:timeoutSeconds": "x", "braze:endpoint": "y" });
  });

  it("names both ways to set what is missing", () => {
    assert.match(
      refused(() => read({ "braze:instance": "US-01" }).connection(undefined)),
      /pulumi config set --secret braze:apiKey.*BRAZE_API_KEY/,
    );
    assert.match(
      refused(() => read({ "braze:apiKey": key }).connection(undefined)),
      /pulumi config set braze:instance US-06.*braze:endpoint.*BRAZE_INSTANCE.*BRAZE_REST_ENDPOINT/,
    );
  });

  const badEndpoints: [endpoint: string, reason: RegExp][] = [
    ["rest.iad-06.braze.com", /is not an address such as https:\/\/rest/],
    ["", /is not an address/],
    ["http://rest.iad-06.braze.com", /must begin with https:/],
    ["ftp://127.0.0.1", /must begin with https:/],
    ["http://127.0.0.1.example.com", /must begin with https:/],
    [`https://user:${key}@rest.iad-06.braze.com`, /without user, path or query/],
    [`https://rest.iad-06.braze.com/?api_key=${key}`, /without user, path or query/],
    ["https://rest.iad-06.braze.com/sends/id/create", /without user, path or query/],
    ["https://sdk.iad-06.braze.com", /no REST API; use https:\/\/rest\.iad-06\.braze\.com\./],
  ];
  for (const [endpoint, reason] of badEndpoints) {
    it(`refuses the endpoint ${JSON.stringify(endpoint.replace(key, "KEY"))}`, () => {
      const message = refused(() =>
        read({ "braze:apiKey": key, "braze:endpoint": endpoint }).connection(undefined),
      );
      assert.match(message, reason);
      assert.match(message, /braze:endpoint or BRAZE_REST_ENDPOINT/);
    });
  }

  for (const endpoint of [
    "https://rest.us-42.braze.com",
    "http://127.0.0.1:8080",
    "http://localhost:1",
    "http://[::1]:2",
  ]) {
    it(`accepts the endpoint ${endpoint}, with and without a slash`, () => {
      for (const written of [endpoint, `${endpoint}/`]) {
        assert.equal(
          read({ "braze:apiKey": key, "braze:endpoint": written }).connection(undefined).endpoint,
          endpoint,
        );
      }
    });
  }

  it("refuses an instance that does not exist, and lists those that do", () => {
    assert.match(
      refused(() => read({ ...rest, "braze:instance": "US-09" }).connection(undefined)),
      /US-01, .*US-08, US-10, .*KR-01.*endpoint/,
    );
  });

  it("refuses an endpoint beside an instance", () => {
    assert.match(
      refused(() =>
        read({ ...rest, "braze:endpoint": "https://rest.iad-06.braze.com" }).connection(undefined),
      ),
      /both set\. Keep one/,
    );
  });

  for (const bad of ["", ` ${key}`, `${key}\n`, `${key} x`, `${key}é`]) {
    it(`refuses a key that cannot be one (${JSON.stringify(bad.replace(key, "KEY"))})`, () => {
      assert.match(
        refused(() => read({ ...rest, "braze:apiKey": bad }).connection(undefined)),
        /braze:apiKey or BRAZE_API_KEY/,
      );
    });
  }

  for (const [setting, bad] of [
    ["braze:timeoutSeconds", ["0", "601", "", " ", "x", "NaN", "Infinity", "-1"]],
    ["braze:maxWaitSeconds", ["-1", "3601", "", "1h"]],
  ] as const) {
    for (const text of bad) {
      it(`refuses ${setting} ${JSON.stringify(text)}`, () => {
        const configuration = read({ [setting]: text });
        const message = refused(() =>
          setting === "braze:timeoutSeconds" ? configuration.timeout() : configuration.maxWait(),
        );
        assert.match(message, /must be a number of seconds from \d+ to \d+/);
      });
    }
  }

  describe("of several workspaces", () => {
    const workspaces = {
      outdoor: { apiKey: key, instance: "US-03" },
      indoor: { apiKey: "another-key", endpoint: "https://rest.fra-02.braze.eu" },
      keyless: { instance: "US-01" },
      homeless: { apiKey: key },
    };
    const configuration = read({ ...rest, "braze:workspaces": JSON.stringify(workspaces) });

    it("connects to each with its own key and endpoint", () => {
      assert.deepEqual(configuration.connection("outdoor"), {
        workspace: "outdoor",
        apiKey: key,
        endpoint: "https://rest.iad-03.braze.com",
      });
      assert.equal(configuration.connection("indoor").endpoint, "https://rest.fra-02.braze.eu");
      assert.deepEqual(configuration.workspaces(), ["outdoor", "indoor", "keyless", "homeless"]);
    });

    it("lists the names when one is unknown", () => {
      for (const unknown of ["garden", "constructor", "__proto__"]) {
        assert.match(
          refused(() => configuration.connection(unknown)),
          /has outdoor, indoor, keyless, homeless/,
        );
      }
      assert.match(
        refused(() => read(rest).connection("garden")),
        /has no names/,
      );
    });

    it("says how to set what one lacks, and does not fall back on the default connection", () => {
      assert.match(
        refused(() => configuration.connection("keyless")),
        /config set --secret --path 'braze:workspaces\.keyless\.apiKey'/,
      );
      assert.match(
        refused(() => configuration.connection("homeless")),
        /config set --path 'braze:workspaces\.homeless\.instance'/,
      );
    });

    it("writes the path of a name that is no word as Pulumi reads it", () => {
      const dotted = read({ "braze:workspaces": JSON.stringify({ "brand.de": {} }) });
      assert.match(
        refused(() => dotted.connection("brand.de")),
        /--path 'braze:workspaces\["brand\.de"\]\.apiKey'/,
      );
    });

    it("names the place of a fault, never what stands there", () => {
      for (const [text, place] of [
        ["{", /^braze:workspaces is not/],
        [JSON.stringify(key), /^braze:workspaces is not/],
        [JSON.stringify({ outdoor: key }), /^braze:workspaces\.outdoor is not/],
        [JSON.stringify({ outdoor: { apikey: key } }), /^braze:workspaces\.outdoor is not/],
        [JSON.stringify({ outdoor: { apiKey: [key] } }), /^braze:workspaces\.outdoor\.apiKey is not/],
      ] as const) {
        assert.match(
          refused(() => read({ "braze:workspaces": text }).connection("outdoor")),
          place,
        );
      }
    });
  });
});
