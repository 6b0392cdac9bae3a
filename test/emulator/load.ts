// Measures the emulator under load, compared with a server that does nothing:
//   npm run build && npx ts-node -T test/emulator/load.ts [REQUESTS]
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { defaultApiKey } from "../../provider/src/emulator";
import { campaignId } from "./test-emulator";

const amount = Number(process.argv[2] ?? 200_000);
const connections = 50;
const limit = 1_000_000_000;
const root = join(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "emulator-load-"));
const state = join(folder, "state.jsonl");

const headers = { "content-type": "application/json", authorization: `Bearer ${defaultApiKey}` };

const bare = `
const server = require("node:http").createServer(async (request, response) => {
  for await (const _ of request);
  response.writeHead(201, { "content-type": "application/json" });
  response.end('{"message":"success","send_id":"x"}');
});
server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));
`;
const emulator = [join(root, "provider/dist/cli.js"), "emulator", "--daily-limit", String(limit)];
const servers: Record<string, string[]> = {
  "bare server": ["-e", bare],
  emulator,
  "emulator --state": [...emulator, "--state", state],
};

async function run(args: string[]) {
  const server = spawn(process.execPath, args, {
    cwd: join(root, "provider"),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = await once(createInterface(server.stdout), "line");
  const memory = [megabytes(server)];
  const sampling = setInterval(() => memory.push(megabytes(server)), 2000);
  const {
    requests,
    latency,
    "2xx": succeeded,
  } = await autocannon(
    ...[
      "--connections",
      String(connections),
      "--amount",
      String(amount),
      "--method",
      "POST",
      "--idReplacement",
    ],
    ...Object.entries(headers).flatMap(([name, value]) => ["--headers", `${name}=${value}`]),
    ...["--body", JSON.stringify({ campaign_id: campaignId, send_id: "[<id>]" })],
    `${url}/sends/id/create`,
  );
  clearInterval(sampling);
  memory.push(megabytes(server));
  const last = await fetch(`${url}/sends/id/create`, {
    method: "POST",
    headers,
    body: JSON.stringify({ campaign_id: campaignId }),
  });
  const remaining = last.headers.get("x-ratelimit-remaining");
  const counted = remaining === null ? "none" : limit - Number(remaining) - 1;
  server.kill("SIGTERM");
  await once(server, "close");
  return { perSecond: requests.mean, p99: latency.p99, succeeded, counted, memory };
}

/** Downloaded on demand: it has more dependencies than all other tools of this project. */
async function autocannon(...args: string[]) {
  const { stdout } = await promisify(execFile)("npx", ["--yes", "autocannon@9.0.0", "--json", ...args]);
  return JSON.parse(stdout) as { requests: { mean: number }; latency: { p99: number }; "2xx": number };
}

function megabytes({ pid }: ChildProcess): number {
  return Math.round(Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)])) / 1024);
}

async function main() {
  let bareSpeed = 0;
  for (const [name, args] of Object.entries(servers)) {
    const { perSecond, p99, succeeded, counted, memory } = await run(args);
    bareSpeed ||= perSecond;
    console.log(
      `${name}: ${Math.round(perSecond)} requests a second (${(perSecond / bareSpeed).toFixed(2)} of bare), p99 ${p99} ms,`,
      `${succeeded} of ${amount} succeeded, ${counted} counted, RSS in MB over time ${memory.join(" ")}`,
    );
  }
  console.log(`state file: ${(statSync(state).size / amount).toFixed(0)} bytes per send ID`);
  rmSync(folder, { recursive: true });
}

void main();
