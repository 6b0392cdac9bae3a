import assert from "node:assert/strict";
import { parseFault } from "../../provider/src/commands/parse-fault";

describe("pulumi-braze emulator --fault", () => {
  for (const [text, fault] of [
    ["429:reset=20", { status: 429, resetInSeconds: 20 }],
    ["drop-after-creating", { drop: "after-creating" }],
    ["delay=3s", { delayMs: 3000 }],
    ["500:create:delay=200ms:times=2", { status: 500, create: true, delayMs: 200, times: 2 }],
    ["delay=20s:create", { delayMs: 20_000 }],
    ["drop-after-creating:create", { drop: "after-creating" }],
    ["503:path=/campaigns/list", { status: 503, when: { path: "/campaigns/list" } }],
  ] as const)
    it(`takes ${text}`, () => assert.deepEqual(parseFault(text), [fault]));

  for (const text of ["", "600", "drop", "delay=3", "429:reset=soon", "times=0", "path=x"])
    it(`rejects ${JSON.stringify(text)}`, () =>
      assert.throws(() => parseFault(text), /is unknown\. Use a status/));
});
