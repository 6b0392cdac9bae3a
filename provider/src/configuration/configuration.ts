import type { Connection } from "../braze/connection";
import { endpointFault } from "../braze/endpoint";
import { instances } from "../braze/instances";
import type { Workspaces } from "./workspaces";

/** A setting is missing or wrong. The message says how to set it; nothing was sent. */
export class ConfigurationError extends Error {
  constructor(what: string) {
    super(`${what}\nNothing was sent to Braze.`);
  }
}

/** The settings by their key in the stack's configuration. */
export const settings = {
  "braze:apiKey": {
    environment: "BRAZE_API_KEY",
    description: "REST API key with the permission `sends.id.create`. Set it with `--secret`.",
  },
  "braze:endpoint": {
    environment: "BRAZE_REST_ENDPOINT",
    description: "Address of the REST API, `https://rest.…`. Plain http is accepted for loopback only.",
  },
  "braze:instance": {
    environment: "BRAZE_INSTANCE",
    description: "The instance by name, such as `US-06`, instead of its endpoint.",
  },
  "braze:timeoutSeconds": {
    environment: "BRAZE_TIMEOUT_SECONDS",
    description: "Longest time for one request.",
    seconds: { least: 1, most: 600, default: 30 },
  },
  "braze:maxWaitSeconds": {
    environment: "BRAZE_MAX_WAIT_SECONDS",
    description:
      "Longest time one create goes on trying, where it is certain that nothing was created: a limit that resets later fails at once.",
    seconds: { least: 0, most: 3600, default: 60 },
  },
} as const;

type Setting = keyof typeof settings;
type ConnectionSetting = "braze:apiKey" | "braze:endpoint" | "braze:instance";
type DurationSetting = "braze:timeoutSeconds" | "braze:maxWaitSeconds";

/** How a person calls a setting: both its names, or its place under `braze:workspaces`. */
export function namesOf(setting: Setting, workspace?: string): string {
  return workspace === undefined
    ? `${setting} or ${settings[setting].environment}`
    : pathOf(workspace, setting);
}

/** Where a setting stands under `braze:workspaces`, as `pulumi config set --path` takes it. */
function pathOf(workspace: string, setting: Setting): string {
  const name = /^[\w-]+$/.test(workspace) ? `.${workspace}` : `[${JSON.stringify(workspace)}]`;
  return `braze:workspaces${name}.${setting.replace("braze:", "")}`;
}

/** What the provider was configured with. Every part is read when it is needed: a preview needs none. */
export interface Configuration {
  /** The connection of a workspace, or the default one. */
  connection(workspace: string | undefined): Connection;
  /** The names under `braze:workspaces`. */
  workspaces(): string[];
  /** Longest time for one request, in milliseconds. */
  timeout(): number;
  /** Longest time that one create goes on trying, in milliseconds. */
  maxWait(): number;
}

/**
 * Reads the configuration: what the stack configures wins over the environment.
 *
 * @param stackConfig a value of the stack's configuration, decrypted.
 * @see https://www.pulumi.com/docs/iac/concepts/config/
 */
export function readConfiguration(
  stackConfig: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const fromEnvironment = (setting: Setting) => environment[settings[setting].environment] || undefined;

  function seconds(setting: DurationSetting): number {
    const { least, most, default: fallback } = settings[setting].seconds;
    const text = stackConfig(setting) ?? fromEnvironment(setting) ?? String(fallback);
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (value >= least && value <= most) return value * 1000;
    throw new ConfigurationError(`${namesOf(setting)} must be a number of seconds from ${least} to ${most}.`);
  }

  function workspaces(): Workspaces {
    const text = stackConfig("braze:workspaces");
    if (text === undefined) return {};
    // Loaded where it is needed: most stacks have one workspace, and zod takes as long to load as all else together.
    const { parseWorkspaces } = require("./workspaces") as typeof import("./workspaces");
    const parsed = parseWorkspaces(text);
    if ("workspaces" in parsed) return parsed.workspaces;
    throw new ConfigurationError(
      `${parsed.faultAt} is not in the form of name → { apiKey, endpoint | instance }.`,
    );
  }

  function defaultConnection(): Connection {
    const apiKey = stackConfig("braze:apiKey") ?? fromEnvironment("braze:apiKey");
    const endpoint = endpointFrom(stackConfig) ?? endpointFrom(fromEnvironment);
    if (apiKey === undefined) {
      throw new ConfigurationError(
        "No API key is configured. Set it with `pulumi config set --secret braze:apiKey`, or in the environment as BRAZE_API_KEY.",
      );
    }
    if (endpoint === undefined) {
      throw new ConfigurationError(
        "No Braze instance is configured. Set it with `pulumi config set braze:instance US-06` (or braze:endpoint with its " +
          "address), or in the environment as BRAZE_INSTANCE (or BRAZE_REST_ENDPOINT).",
      );
    }
    return { apiKey: usableKey(apiKey), endpoint };
  }

  function connectionOf(workspace: string): Connection {
    const all = workspaces();
    const found = Object.hasOwn(all, workspace) ? all[workspace] : undefined;
    if (found === undefined)
      throw new ConfigurationError(`The workspace ${unknownWorkspace(workspace, Object.keys(all))}`);
    const own = (setting: ConnectionSetting) => found[setting.replace("braze:", "") as keyof typeof found];
    const endpoint = endpointFrom(own, workspace);
    if (found.apiKey === undefined || endpoint === undefined) {
      const [what, flag, setting]: [string, string, ConnectionSetting] =
        found.apiKey === undefined
          ? ["API key", "--secret ", "braze:apiKey"]
          : ["instance or endpoint", "", "braze:instance"];
      throw new ConfigurationError(
        `The workspace "${workspace}" has no ${what}. Set it with \`pulumi config set ${flag}--path '${pathOf(workspace, setting)}'\`.`,
      );
    }
    return { workspace, apiKey: usableKey(found.apiKey, workspace), endpoint };
  }

  return {
    connection: (workspace) => (workspace === undefined ? defaultConnection() : connectionOf(workspace)),
    workspaces: () => Object.keys(workspaces()),
    timeout: () => seconds("braze:timeoutSeconds"),
    maxWait: () => seconds("braze:maxWaitSeconds"),
  };
}

/** Says of a name that it is not under `braze:workspaces`, and which are. */
export function unknownWorkspace(name: string, known: string[]): string {
  return `"${name}" is not configured under braze:workspaces, which has ${known.length === 0 ? "no names" : known.join(", ")}.`;
}

function usableKey(key: string, workspace?: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new ConfigurationError(
    `${namesOf("braze:apiKey", workspace)} is empty, or holds a blank, a line break or a character that no key has.`,
  );
}

/** The endpoint that one place configures, by address or by instance. */
function endpointFrom(
  read: (setting: ConnectionSetting) => string | undefined,
  workspace?: string,
): string | undefined {
  const [endpoint, instance] = [read("braze:endpoint"), read("braze:instance")];
  const [endpointName, instanceName] = [
    namesOf("braze:endpoint", workspace),
    namesOf("braze:instance", workspace),
  ];
  if (endpoint !== undefined && instance !== undefined) {
    throw new ConfigurationError(
      `An endpoint (${endpointName}) and an instance (${instanceName}) are both set. Keep one.`,
    );
  }
  if (endpoint !== undefined) {
    const fault = endpointFault(endpoint);
    if (fault !== undefined) throw new ConfigurationError(`The endpoint (${endpointName}) ${fault}.`);
    return new URL(endpoint).origin;
  }
  if (instance === undefined) return undefined;
  const host = instances[instance.toUpperCase()];
  if (host !== undefined) return `https://${host}`;
  throw new ConfigurationError(
    `The instance (${instanceName}) is none of ${Object.keys(instances).join(", ")}. A newer one is set by its endpoint.`,
  );
}
