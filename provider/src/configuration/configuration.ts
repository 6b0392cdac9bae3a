import type { Connection } from "../braze/connection";
import { endpointProblem } from "../braze/endpoint";
import { hostOf, similarInstance } from "../braze/find-instance";
import { instances } from "../braze/instances";
import { isLoopback } from "../braze/loopback";
import type { WorkspaceSettings } from "./parse-workspaces";
import {
  type DurationSetting,
  durationSettings,
  namesOf,
  ofProvider,
  pathOf,
  type Setting,
  type SettingOwner,
  settings,
} from "./settings";

/** A setting is missing or invalid. The message says how to set it; no request was sent. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";

  /** @param problem what is missing or invalid, and how to set it. */
  constructor(readonly problem: string) {
    super(`${problem}\nNo request was sent to Braze.`);
  }
}

type ConnectionSetting = "braze:apiKey" | "braze:endpoint" | "braze:instance";

/** The provider's configuration. Every part is read when it is needed: a preview needs none. */
export interface Configuration {
  /** The explicit provider that is configured, which messages name; absent for the default provider. */
  readonly providerName?: string | undefined;
  /**
   * The connection of a workspace under `braze:workspaces`, or of the default workspace.
   *
   * @throws {ConfigurationError}
   */
  connection(workspace: string | undefined): Connection;
  /**
   * The emulator that the environment names, and the endpoint of the stack or the explicit provider that is used instead.
   *
   * @throws {ConfigurationError}
   */
  overriddenEmulator(): { emulator: string; endpoint: string } | undefined;
  /** Whether any of these settings has a value, valid or not. */
  isSet(...names: Setting[]): boolean;
  /** Every API key that is configured, valid or not, so that none is printed. */
  apiKeys(): string[];
  /**
   * The names under `braze:workspaces`.
   *
   * @throws {ConfigurationError}
   */
  workspaces(): string[];
  /**
   * Timeout of one request, in milliseconds.
   *
   * @throws {ConfigurationError}
   */
  timeout(): number;
  /**
   * Maximum time that one create retries or waits, in milliseconds.
   *
   * @throws {ConfigurationError}
   */
  maxWait(): number;
  /** One message for each setting that is invalid. A missing setting is not a problem before a create needs it. */
  problems(): string[];
}

/**
 * Reads the configuration. Stack configuration overrides the environment. Whitespace around a value is ignored, and a setting
 * without a value is not set: pipelines set a variable to nothing if the secret behind it does not exist, and programs an
 * argument, and a file that contains a key ends with a line break.
 *
 * @param stackConfig returns a decrypted value of the stack configuration, or of an explicit provider's arguments.
 * @param providerName name of the explicit provider.
 * @see https://www.pulumi.com/docs/iac/concepts/config/
 */
export function readConfiguration(
  stackConfig: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  providerName?: string,
): Configuration {
  const owner = providerName === undefined ? {} : { providerName };
  const fromStack = (setting: Setting) => presentValue(stackConfig(setting));
  const fromEnvironment = (setting: Setting) => presentValue(environment[settings[setting].environment]);
  const read = (setting: Setting) => fromStack(setting) ?? fromEnvironment(setting);

  function seconds(setting: DurationSetting): number {
    const { minimum, maximum, default: byDefault } = settings[setting].seconds;
    const value = Number(read(setting) ?? byDefault);
    if (value >= minimum && value <= maximum) return value * 1000;
    throw new ConfigurationError(
      `${namesOf(setting, owner)} must be a number of seconds from ${minimum} to ${maximum}.`,
    );
  }

  function workspaces(): WorkspaceSettings {
    const text = read("braze:workspaces");
    if (text === undefined) return {};
    // zod takes as long to load as everything else together, and most stacks use one workspace.
    const { parseWorkspaces } = require("./parse-workspaces") as typeof import("./parse-workspaces");
    const parsed = parseWorkspaces(text);
    if ("workspaces" in parsed) return parsed.workspaces;
    throw new ConfigurationError(
      `${ofProvider(parsed.invalidPath, providerName)} is invalid: ${namesOf("braze:workspaces", owner)} must be an object such as ` +
        '{ "outdoor": { "apiKey": "…", "instance": "US-06" } }.',
    );
  }

  function workspace(name: string): (setting: ConnectionSetting) => string | undefined {
    const all = workspaces();
    const found = Object.hasOwn(all, name) ? all[name] : undefined;
    if (found === undefined)
      throw new ConfigurationError(unknownWorkspace(name, Object.keys(all), providerName));
    return (setting) => found[setting.replace("braze:", "") as keyof typeof found];
  }

  /** An explicit provider with an instance or endpoint is a connection for which the environment's key may be the wrong one. */
  const needsOwnKey =
    providerName !== undefined && (fromStack("braze:instance") ?? fromStack("braze:endpoint")) !== undefined;
  const defaultApiKey = () =>
    validApiKey(needsOwnKey ? fromStack("braze:apiKey") : read("braze:apiKey"), owner);
  const defaultEndpoint = () => endpointFrom(fromStack, owner) ?? endpointFrom(fromEnvironment, owner);

  function overriddenEmulator() {
    const [address = "", endpoint] = [fromEnvironment("braze:endpoint"), endpointFrom(fromStack, owner)];
    if (endpoint === undefined || isLoopback(new URL(endpoint)) || !URL.canParse(address)) return undefined;
    const emulator = new URL(address);
    return isLoopback(emulator) ? { emulator: emulator.origin, endpoint } : undefined;
  }

  function defaultConnection(): Connection {
    const [apiKey, endpoint] = [defaultApiKey(), defaultEndpoint()];
    if (apiKey === undefined && needsOwnKey) {
      throw new ConfigurationError(
        `The provider "${providerName}" has an instance or endpoint, but no API key. Set its argument apiKey. BRAZE_API_KEY is ` +
          "used only if the instance is in the environment, too (BRAZE_INSTANCE or BRAZE_REST_ENDPOINT).",
      );
    }
    if (apiKey === undefined) {
      throw new ConfigurationError(
        providerName === undefined
          ? "No API key is configured. Set it with `pulumi config set --secret braze:apiKey`, or in the environment as BRAZE_API_KEY."
          : `The provider "${providerName}" has no API key. Set its argument apiKey, or BRAZE_API_KEY in the environment.`,
      );
    }
    if (endpoint === undefined) {
      throw new ConfigurationError(
        providerName === undefined
          ? "No Braze instance is configured. Set it with `pulumi config set braze:instance US-06` (or braze:endpoint with its " +
              "URL), or in the environment as BRAZE_INSTANCE (or BRAZE_REST_ENDPOINT)."
          : `The provider "${providerName}" has no Braze instance. Set its argument instance (or endpoint), or BRAZE_INSTANCE ` +
              "(or BRAZE_REST_ENDPOINT) in the environment.",
      );
    }
    return { ...owner, apiKey, endpoint };
  }

  function connectionOf(name: string): Connection {
    const own = workspace(name);
    const workspaceOwner = { ...owner, workspace: name };
    const apiKey = validApiKey(own("braze:apiKey"), workspaceOwner);
    const endpoint = endpointFrom(own, workspaceOwner);
    if (apiKey !== undefined && endpoint !== undefined) return { ...workspaceOwner, apiKey, endpoint };
    const [what, flag, setting]: [string, string, ConnectionSetting] =
      apiKey === undefined
        ? ["API key", "--secret ", "braze:apiKey"]
        : ["instance or endpoint", "", "braze:instance"];
    const how =
      providerName === undefined
        ? `Set it with \`pulumi config set ${flag}--path '${pathOf(name, setting)}'\``
        : `Set ${namesOf(setting, workspaceOwner)}`;
    throw new ConfigurationError(
      `The workspace "${name}" has no ${what}. ${how}, or in the environment in BRAZE_WORKSPACES.`,
    );
  }

  function apiKeys(): string[] {
    const own = problemsOf(workspaces).length > 0 ? [] : Object.values(workspaces());
    return [read("braze:apiKey"), ...own.map(({ apiKey }) => apiKey)].filter((key) => key !== undefined);
  }

  function findProblems(): string[] {
    const inWorkspaces = problemsOf(workspaces);
    const names = inWorkspaces.length > 0 ? [] : Object.keys(workspaces());
    return [
      ...problemsOf(defaultApiKey),
      ...problemsOf(defaultEndpoint),
      ...inWorkspaces,
      ...names.flatMap((name) => [
        ...problemsOf(() => validApiKey(workspace(name)("braze:apiKey"), { ...owner, workspace: name })),
        ...problemsOf(() => endpointFrom(workspace(name), { ...owner, workspace: name })),
      ]),
      ...durationSettings.flatMap((setting) => problemsOf(() => seconds(setting))),
    ];
  }
  let problems: string[] | undefined;

  return {
    ...owner,
    connection: (name) => (name === undefined ? defaultConnection() : connectionOf(name)),
    overriddenEmulator,
    isSet: (...names) => names.some((name) => read(name) !== undefined),
    apiKeys,
    workspaces: () => Object.keys(workspaces()),
    timeout: () => seconds("braze:timeoutSeconds"),
    maxWait: () => seconds("braze:maxWaitSeconds"),
    problems() {
      problems ??= findProblems();
      return problems;
    },
  };
}

/** A value without whitespace around it; undefined if nothing is left. Pulumi passes null as JSON. */
function presentValue(text: string | undefined): string | undefined {
  const value = text?.trim();
  return value === "" || value === "null" ? undefined : value;
}

/** The message for a workspace that is not configured. */
export const unknownWorkspace = (name: string, known: string[], providerName?: string): string =>
  `"${name}" ${notConfigured(known, providerName)}`;

/** The message for a workspace that is not configured, without its name. */
export function notConfigured(known: string[], providerName: string | undefined): string {
  const place = namesOf("braze:workspaces", { providerName });
  const advice =
    known.length === 0 ? `Add it to ${place}.` : `Use one of ${known.join(", ")}, or add it to ${place}.`;
  return `is not a configured workspace. ${advice}`;
}

function problemsOf(readSetting: () => unknown): string[] {
  try {
    readSetting();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return [error.problem];
    throw error;
  }
}

function validApiKey(key: string | undefined, owner: SettingOwner): string | undefined {
  if (key === undefined) return undefined;
  const names = namesOf("braze:apiKey", owner);
  if (/^["']|["']$/.test(key))
    throw new ConfigurationError(`${names} must not have quotation marks around it.`);
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new ConfigurationError(
    `${names} must contain only ASCII characters, without whitespace or line breaks.`,
  );
}

/** The endpoint that one source configures, by URL or by instance. */
function endpointFrom(
  read: (setting: ConnectionSetting) => string | undefined,
  owner: SettingOwner,
): string | undefined {
  const [endpoint, instance] = [read("braze:endpoint"), read("braze:instance")];
  const [endpointNames, instanceNames] = [namesOf("braze:endpoint", owner), namesOf("braze:instance", owner)];
  if (endpoint !== undefined && instance !== undefined) {
    throw new ConfigurationError(
      `Both an endpoint (${endpointNames}) and an instance (${instanceNames}) are set. Remove one.`,
    );
  }
  if (endpoint !== undefined) {
    const problem = endpointProblem(endpoint);
    if (problem !== undefined) throw new ConfigurationError(`The endpoint (${endpointNames}) ${problem}.`);
    return new URL(endpoint).origin;
  }
  if (instance === undefined) return undefined;
  const host = hostOf(instance);
  if (host !== undefined) return `https://${host}`;
  const similar = similarInstance(instance);
  // A long value may be an API key that was set in the wrong place.
  const subject = /^[\w .-]{1,16}$/.test(instance) ? `"${instance}"` : "The value";
  throw new ConfigurationError(
    `${subject} is not a known instance (${instanceNames}). ${
      similar === undefined
        ? `Use one of ${Object.keys(instances).join(", ")}. For a newer instance, set the endpoint instead.`
        : `Did you mean ${similar}?`
    }`,
  );
}
