import assert from "node:assert/strict";
import { recorded, recording } from "../plan/recordings";
import { type CommandRun, pulumiBraze, pulumiBrazeProcess } from "../support/pulumi-braze";
import { type ScriptedBraze, scriptedBraze } from "../tracking/scripted-braze";
import { exportedState } from "../tracking/state";

// Most tests run commands in their own process. This shows that the installed command does the same.
describe("pulumi-braze in a process", () => {
  let braze: ScriptedBraze;
  before(async () => {
    braze = await scriptedBraze(({ pathname }, { headers }) => {
      if (headers.authorization !== "Bearer a-key")
        return { status: 401, body: { message: "Invalid API key" } };
      const day = { time: "2026-11-20", messages: { email: [{ sent: 5 }] } };
      const campaign = { id: "one", name: "One", tags: [] };
      return { body: pathname === "/campaigns/list" ? { campaigns: [campaign] } : { data: [day] } };
    });
  });
  after(() => braze.close());

  const cases: [args: string[], code: number, stdin?: string, apiKey?: string][] = [
    [["--version"], 0],
    [["help", "results"], 0],
    [[], 2],
    [["unknown"], 2],
    [["plan", "--fail-over", "2"], 0, recorded("create")],
    [["plan", "--fail-over", "1"], 3, recorded("create")],
    [["plan", recording("failed")], 2],
    [["list", "--format", "pairs"], 0, recorded("state")],
    [["list", "no-such-file"], 2],
    [["check"], 0],
    [["check", "--format", "json"], 3, "", "another-key"],
    [["campaigns"], 0],
    [["campaigns"], 3, "", "another-key"],
    [["results"], 0, exportedState([{ sendId: "a" }])],
    [["results", "--format", "csv"], 3, exportedState([{ sendId: "a" }]), "another-key"],
  ];
  for (const [args, code, stdin, apiKey = "a-key"] of cases) {
    it(`prints the same, and exits with ${code}: ${args.join(" ")}`, async () => {
      const options = {
        env: { BRAZE_API_KEY: apiKey, BRAZE_REST_ENDPOINT: braze.url },
        ...(stdin !== undefined && { stdin }),
      };
      const run = await pulumiBrazeProcess(args, options);
      assert.equal(run.code, code, run.stderr);
      // The two read at different times.
      const withoutTimes = ({ stdout, ...others }: CommandRun) => ({
        ...others,
        stdout: stdout.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "(time)"),
      });
      assert.deepEqual(withoutTimes(run), withoutTimes(await pulumiBraze(args, options)));
    });
  }
});
