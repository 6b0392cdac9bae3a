// Makes the output of `pulumi stack export` safe to show to everyone who can see a pull request.
import { readFileSync } from "node:fs";

const state = JSON.parse(readFileSync(0, "utf8"));

// It contains the salt, with which anyone could try passphrases offline.
delete state.deployment.secrets_providers;

// Providers record the configuration, including the API key. A preview does not read it.
for (const resource of state.deployment.resources ?? []) {
  if (!resource.type.startsWith("pulumi:providers:")) continue;
  delete resource.inputs;
  delete resource.outputs;
}

// The key under which Pulumi marks a secret.
if (JSON.stringify(state).includes("4dabf18193072939515e22adb298388d")) {
  throw new Error(
    "The state of a resource or the stack's outputs contain a secret, so the state is not published. Send IDs need none.",
  );
}
process.stdout.write(JSON.stringify(state));
