import { log, type Resource, runtime } from "@pulumi/pulumi";

/** The SDK exports this function, but not its type. */
const { isConfigSecret: isSecret } = runtime as unknown as { isConfigSecret: (key: string) => boolean };

/** The programs that were warned. One process may run several programs in sequence. */
const warned = new WeakSet<Resource>();

/** Warns once per program about an API key in the stack configuration that was set without `--secret`. */
export function warnAboutPlainKey(): void {
  const program = runtime.getStackResource();
  if (program === undefined || warned.has(program)) return;
  warned.add(program);
  warnIfPlain("braze:apiKey", () => true, "pulumi config set --secret braze:apiKey");
  warnIfPlain(
    "braze:workspaces",
    (value) => /"apiKey"\s*:\s*"\s*[^\s"]/.test(value),
    "pulumi config set --secret --path 'braze:workspaces.NAME.apiKey'",
  );
}

function warnIfPlain(setting: string, hasKey: (value: string) => boolean, command: string): void {
  const value = runtime.getConfig(setting);
  if (value === undefined || value.trim() === "" || !hasKey(value) || isSecret(setting)) return;
  log.warn(
    `The API key in ${setting} is not a secret, so Pulumi stores it in plain text in the stack file and in the state. ` +
      `Run \`${command}\`, and replace the key if anyone else can read these files.`,
  );
}
