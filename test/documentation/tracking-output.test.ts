import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { cli, pulumiBraze } from "../support/pulumi-braze";
import { type ScriptedResponse, scriptedBraze } from "../tracking/scripted-braze";
import { exportedState } from "../tracking/state";
import { blocksOf } from "./blocks";

const page = "docs/tracking.md";
const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

interface Documented {
  responses: Record<string, (url: URL) => ScriptedResponse>;
  /** What is piped in; `url` is the endpoint. */
  stdin?: (url: string) => string;
  code?: number;
}

/** The input of each command on the page, and the responses of Braze that lead to the output shown. */
const documented: Record<string, Documented> = {
  check: {
    responses: { "/campaigns/list": () => ({ status: 403, body: { message: "Access Denied" } }) },
    stdin: (url) => {
      const outdoor = { apiKey: "another-key", endpoint: "https://dashboard-01.braze.eu" };
      return JSON.stringify({
        "braze:apiKey": { value: "a-key", secret: true },
        "braze:endpoint": { value: url },
        "braze:workspaces": { value: JSON.stringify({ outdoor }), secret: true },
      });
    },
    code: 3,
  },
  campaigns: {
    responses: {
      "/campaigns/list": ({ searchParams }) => {
        const named = [
          { id: campaignId, year: 2026, tags: ["winter", "sale"] },
          { id: "aaaaaaaa-0b7c-fc72-1d80-e59c7f20f0d3", year: 2025, tags: ["sale"], archived: true },
        ].map(({ year, ...campaign }) => ({
          name: "Winter sale",
          last_edited: `${year}-11-20T10:00:00+00:00`,
          is_api_campaign: true,
          ...campaign,
        }));
        const others = Array.from({ length: 29 }, (_, index) => ({ id: `id-${index}`, name: "Newsletter" }));
        const listed = named.filter((campaign) => searchParams.has("include_archived") || !campaign.archived);
        return { body: { message: "success", campaigns: [...listed, ...others] } };
      },
    },
  },
  results: {
    responses: {
      "/sends/data_series": ({ searchParams }) => ({
        body: { message: "success", data: searchParams.get("send_id") === "newsletter-w47" ? [] : figures },
      }),
    },
    stdin: () =>
      exportedState(
        ["winter-sale-2026", "newsletter-w47"].map((sendId) => ({
          sendId,
          createdAt: "2026-11-19T08:00:00Z",
        })),
      ),
  },
};

const figures = [
  {
    time: "2026-11-20",
    messages: { email: [{ sent: 12_300, unique_opens: 4210 }], ios_push: [{ sent: 40 }] },
    conversions: 120,
    revenue: 3400.5,
    unique_recipients: 11_980,
  },
  { time: "2026-11-22", messages: { email: [{ sent: 100, unique_opens: 10 }] } },
];

/** Runs a query on a CSV file, as the table `marketing.figures`. */
const query = `
import csv, json, sqlite3, sys
rows = [[cell or None for cell in row] for row in csv.reader(open(sys.argv[1]))]
database = sqlite3.connect(":memory:")
database.execute("ATTACH ':memory:' AS marketing")
database.execute("CREATE TABLE marketing.figures (" + ", ".join(f'"{name}"' for name in rows[0]) + ")")
database.executemany("INSERT INTO marketing.figures VALUES (" + ", ".join("?" * len(rows[0])) + ")", rows[1:])
print(json.dumps(database.execute(sys.argv[2]).fetchall()))
`;

describe("the file of figures that docs/tracking.md keeps", () => {
  it("has the newest value of each figure, also of days that Braze has deleted", async () => {
    const blocks = blocksOf(page);
    const append = blocks.find(({ text }) => text.includes(">> figures.csv"))?.text ?? "";
    const sql = blocks.find(({ language }) => language === "sql")?.text ?? "";
    const folder = mkdtempSync(join(tmpdir(), "pulumi-braze-figures-"));
    const day = (time: string, sent: number) => ({ time, messages: { email: [{ sent }] } });
    let data = [day("2026-11-19", 5), day("2026-11-20", 10)];
    const braze = await scriptedBraze(({ searchParams }) => ({
      body: { message: "success", data: searchParams.get("send_id") === "unused" ? [] : data },
    }));
    try {
      writeFileSync(join(folder, "state.json"), exportedState([{ sendId: "sale" }, { sendId: "unused" }]));
      const commands = `pulumi() { cat state.json; }\nnpx() { shift; "${process.execPath}" "${cli}" "$@"; }\n${append}`;
      const env = { PATH: process.env.PATH, BRAZE_API_KEY: "a-key", BRAZE_REST_ENDPOINT: braze.url };
      const run = promisify(execFile);
      await run("bash", ["-euo", "pipefail", "-c", commands], { cwd: folder, env });
      data = [day("2026-11-20", 12), day("2026-11-21", 3)];
      await run("bash", ["-euo", "pipefail", "-c", commands], { cwd: folder, env });
      const { stdout } = await run("python3", ["-c", query, join(folder, "figures.csv"), sql]);
      assert.deepEqual(JSON.parse(stdout), [
        [campaignId, "sale", "2026-11-19", "email", "sent", "5"],
        [campaignId, "sale", "2026-11-20", "email", "sent", "12"],
        [campaignId, "sale", "2026-11-21", "email", "sent", "3"],
      ]);
    } finally {
      await braze.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe(`the output that ${page} shows`, () => {
  const blocks = blocksOf(page);
  for (const [command, { responses, stdin, code = 0 }] of Object.entries(documented)) {
    it(`${command}: is what the command prints`, async () => {
      const at = blocks.findIndex(({ text }) => text.includes(`npx pulumi-braze ${command} `));
      const [shell, output] = [blocks[at]?.text ?? "", blocks[at + 1]?.text];
      const args = shell.slice(shell.indexOf("pulumi-braze")).trim().split(" ").slice(1);
      const braze = await scriptedBraze((url) => responses[url.pathname]?.(url) ?? { status: 404, body: {} });
      try {
        const run = await pulumiBraze(
          // Without the page, which would be written into the working directory.
          args.filter((arg) => !/html$/.test(arg)),
          {
            stdin: stdin?.(braze.url) ?? "",
            env: { BRAZE_API_KEY: "a-key", BRAZE_REST_ENDPOINT: braze.url },
          },
        );
        assert.equal(run.code, code, run.stderr);
        assert.equal(run.stdout.replace(braze.url, "US-06, https://rest.iad-06.braze.com"), output);
      } finally {
        await braze.close();
      }
    });
  }
});
