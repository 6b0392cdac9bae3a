import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultApiKey, startEmulator } from "../../../provider/src/emulator";

// Closes an emulator during requests of every kind. Afterwards, nothing keeps the process running.
async function main() {
  const emulator = await startEmulator({ state: join(tmpdir(), `close-and-end-${process.pid}.jsonl`) });
  const create = () =>
    fetch(`${emulator.url}/sends/id/create`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${defaultApiKey}` },
      body: JSON.stringify({ campaign_id: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee" }),
    });
  await create();
  emulator.script({ delayMs: 3_600_000 });
  emulator.script({ bytesPerSecond: 0.001, status: 200 });
  emulator.script({ delayMs: 3_600_000, drop: "after-creating" });
  const underWay = [create(), create().then((response) => response.text()), create()];
  const ended = Promise.allSettled(underWay);
  while (emulator.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await emulator.close();
  if ((await ended).some(({ status }) => status === "fulfilled"))
    throw new Error("A request got a complete response.");
  process.stdout.write(`closed after ${emulator.requests.length} requests\n`);
}

void main();
