import assert from "node:assert/strict";
import { guessInstance, hostOf, instanceOf } from "../../provider/src/braze/find-instance";
import { instances } from "../../provider/src/braze/instances";

describe("the instance of a host", () => {
  for (const [host, instance] of [
    ["https://dashboard-06.braze.com", "US-06"],
    ["https://dashboard-02.braze.eu/", "EU-02"],
    ["https://dashboard.us-10.braze.com", "US-10"],
    ["https://sdk.iad-03.braze.com", "US-03"],
    ["https://sdk.fra-01.braze.eu", "EU-01"],
    ["https://rest.iad-06.braze.eu", "US-06"],
    ["https://rest.us-06.braze.com", "US-06"],
    ["https://rest.au-01.braze.eu", "AU-01"],
    ["https://rest.iad-09.braze.com", undefined],
    ["https://rest.iad-06.braze.com", undefined],
    ["https://dashboard-06.example.com", undefined],
    ["https://www.braze.com", undefined],
    ["https://dashboard-06.notbraze.com", undefined],
    ["https://dashboard-06.braze.com.example.com", undefined],
    ["https://my-dashboard-06.braze.com", undefined],
  ] as const)
    it(`${host}: ${instance}`, () => assert.equal(guessInstance(host), instance));
});

describe("the instance of an endpoint", () => {
  for (const [endpoint, instance] of [
    ["https://rest.iad-06.braze.com", "US-06"],
    ["https://rest.fra-01.braze.eu", "EU-01"],
    ["https://rest.example.com", undefined],
  ] as const)
    it(`${endpoint}: ${instance}`, () => assert.equal(instanceOf(endpoint), instance));
});

it("every instance has a REST host of Braze", () => {
  for (const name of Object.keys(instances))
    assert.match(hostOf(name) ?? "", /^rest\.[a-z]+-\d\d\.braze\.(com|eu)$/);
});
