/**
 * The settings by their key in the stack configuration. Validation, messages and the tables in the documentation are made
 * from this description. This module imports nothing.
 */
export const settings = {
  "braze:apiKey": {
    environment: "BRAZE_API_KEY",
    description:
      "REST API key with the `sends.id.create` permission. In stack configuration, set it with `--secret`.",
    secret: true,
  },
  "braze:instance": {
    environment: "BRAZE_INSTANCE",
    description: "Braze instance of the key, such as `US-06`.",
  },
  "braze:endpoint": {
    environment: "BRAZE_REST_ENDPOINT",
    description:
      "URL of the REST API, such as `https://rest.iad-06.braze.com`, instead of an instance. Plain HTTP is accepted for loopback addresses only.",
  },
  "braze:workspaces": {
    environment: "BRAZE_WORKSPACES",
    description:
      "Several workspaces, for the argument `workspace`: an object that maps each name to `{ apiKey, instance | endpoint }`. In the environment, it is JSON.",
    secret: true,
  },
  "braze:timeoutSeconds": {
    environment: "BRAZE_TIMEOUT_SECONDS",
    description: "Timeout of one request.",
    seconds: { minimum: 1, maximum: 600, default: 30 },
  },
  "braze:maxWaitSeconds": {
    environment: "BRAZE_MAX_WAIT_SECONDS",
    description:
      "Maximum time that one create retries or waits for a rate limit to reset. If the limit resets later, the create fails immediately. With 0, it sends one request only.",
    seconds: { minimum: 0, maximum: 3600, default: 60 },
  },
} as const;

export type Setting = keyof typeof settings;

/** The settings that are a number of seconds. */
export type DurationSetting = {
  [Name in Setting]: (typeof settings)[Name] extends { seconds: unknown } ? Name : never;
}[Setting];

export const durationSettings = (Object.keys(settings) as Setting[]).filter(
  (name): name is DurationSetting => "seconds" in settings[name],
);

/** Whose setting is meant; empty for the default workspace of the default provider. */
export interface SettingOwner {
  workspace?: string | undefined;
  /** An explicit provider. */
  providerName?: string | undefined;
}

/** How messages name a setting: by both its names, or by its path under `braze:workspaces`. */
export function namesOf(setting: Setting, { workspace, providerName }: SettingOwner = {}): string {
  if (workspace !== undefined) return ofProvider(pathOf(workspace, setting), providerName);
  return `${ofProvider(setting, providerName)} or ${settings[setting].environment}`;
}

/** A setting as an argument of an explicit provider. */
export const ofProvider = (path: string, providerName: string | undefined): string =>
  providerName === undefined ? path : `${path.replace("braze:", "")} of the provider "${providerName}"`;

/** The path of a workspace's setting, in the form that `pulumi config set --path` accepts. */
export function pathOf(workspace: string, setting: Setting): string {
  const name = /^[\w-]+$/.test(workspace) ? `.${workspace}` : `[${JSON.stringify(workspace)}]`;
  return `braze:workspaces${name}.${setting.replace("braze:", "")}`;
}
