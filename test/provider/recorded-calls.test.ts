import assert from "node:assert/strict";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { startEmulator } from "pulumi-braze/emulator";
import { step } from "../support/step";
import { recordedCalls, requestTo, toRequest, toResponse, withoutVariations } from "./recorded-calls/calls";
import { type Response, startProvider } from "./recorded-calls/provider-process";
import { apiKey, scenario } from "./recorded-calls/scenario";

/** A message as text, with properties in any order. */
const plain = (message: Response["message"]) =>
  JSON.stringify(message?.toObject(), (key, value) => (key === "fieldsMap" ? value.sort() : value));

/** What the engine records of a failed call. */
function recordedBy({ error }: Response) {
  const [status] = error?.metadata.get("grpc-status-details-bin") ?? [];
  if (status === undefined) return undefined;
  const failed = Status.deserializeBinary(status as Buffer)
    .getDetailsList()[0]
    ?.unpack(ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed");
  return { id: failed?.getId(), olds: failed?.getProperties()?.toJavaScript() };
}

for (const host of ["pulumi-braze", "pulumi-braze/native"] as const)
  describe(`a process of ${host} that receives the recorded calls of a real engine`, () => {
    const calls = recordedCalls(host);
    for (const [run, { requests, faults = [], only = host }] of Object.entries(scenario)) {
      if (only !== host) continue;
      it(`responds as recorded, with as many requests to Braze: ${run}`, async () => {
        const emulator = await startEmulator({ apiKey });
        for (const fault of faults) emulator.script(fault);
        const provider = await startProvider(host);
        const text = (message: Response["message"]) => withoutVariations(plain(message), emulator);
        try {
          const replayed = calls.filter((call) => call.run === run);
          for (const { method, request, response: expected, error } of replayed)
            await step(`${method} ${request.urn ?? ""}`, async () => {
              const { engineAddress } = provider;
              const sent = method === "Handshake" ? { ...request, engineAddress } : request;
              const response = await provider.call(method, toRequest(method, requestTo(emulator, sent)));
              assert.equal(response.error && withoutVariations(response.error.details, emulator), error);
              if (expected) assert.equal(text(response.message), text(toResponse(method, expected)));
              const fixed = withoutVariations(JSON.stringify([recordedBy(response)]), emulator);
              // The engine does not log what a failed call records. It passes it to the next one.
              const next = calls.find((call) => call.method === "Diff" && call.request.urn === request.urn);
              const recorded = method === "Create" && error ? next?.request : undefined;
              assert.deepEqual(JSON.parse(fixed), [
                recorded ? { id: recorded.id, olds: recorded.olds } : null,
              ]);
            });
          assert.equal(emulator.requests.length, requests);
          const removed = replayed.filter(({ method }) => method === "Delete").length;
          const lines = await provider.end();
          assert.equal(lines.filter((line) => line.includes("remains in Braze")).length, removed);
        } finally {
          await provider.end();
          await emulator.close();
        }
      });
    }
  });
