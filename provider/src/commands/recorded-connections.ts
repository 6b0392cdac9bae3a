import type { Connection } from "../braze/connection";
import type { Reader } from "../braze/read";
import { type Configuration, ConfigurationError, readConfiguration } from "../configuration/configuration";
import { type ExplicitProvider, type RecordedSendId, showSecrets } from "../stack/state";
import { escapeText, maxLineLength } from "../text/escape";
import { findConnection, readerOf } from "./braze-access";
import type { CommandContext } from "./command-context";

/** The connection of a recorded send ID and its reader, or why there is none. */
export type RecordedConnection = { connection: Connection; read: Reader } | { reason: string };

/**
 * Finds the connections of recorded send IDs. Send IDs of one connection share a reader.
 *
 * @param configuration the configuration of the default provider.
 * @param withConfig what to run to read a stack's configuration, too; undefined if it was read.
 * @param env the environment, which completes the settings of explicit providers.
 */
export function recordedConnections(
  configuration: Configuration,
  withConfig: string | undefined,
  env: CommandContext["env"],
): (sendId: RecordedSendId) => RecordedConnection {
  const found = new Map<ExplicitProvider | undefined, Map<string | undefined, RecordedConnection>>();
  return ({ name, provider, workspace, secret }) => {
    if (secret?.includes("workspace")) {
      return {
        reason: escapeText(
          `The workspace of "${name}" is secret, and this state does not show it. Pipe in the output of \`${showSecrets}\`.`,
          500,
        ),
      };
    }
    const ofProvider = found.get(provider) ?? new Map<string | undefined, RecordedConnection>();
    found.set(provider, ofProvider);
    const connection = ofProvider.get(workspace) ?? connect(provider, workspace);
    ofProvider.set(workspace, connection);
    return connection;
  };

  function connect(
    provider: ExplicitProvider | undefined,
    workspace: string | undefined,
  ): RecordedConnection {
    try {
      const own = provider === undefined ? configuration : configurationOf(provider, env);
      const connection = findConnection(own, workspace, provider === undefined ? withConfig : undefined);
      return { connection, read: readerOf(own, connection) };
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return { reason: escapeText(error.problem, maxLineLength) };
    }
  }
}

/**
 * The configuration of an explicit provider. As in an update, settings that its arguments omit come from the environment, with
 * its `envVarMappings`, and the stack's configuration does not apply.
 */
function configurationOf(
  { name, settings, isEncrypted, envVarMappings = {} }: ExplicitProvider,
  env: CommandContext["env"],
): Configuration {
  const fail = (problem: string) => {
    throw new ConfigurationError(problem);
  };
  if (settings === undefined) return fail(`The state does not contain the provider "${name}".`);
  if (isEncrypted) {
    return fail(
      `The settings of the provider "${name}" are encrypted in this state. Pipe in the output of ` +
        `\`${showSecrets}\` instead, so that the key is not written to a file.`,
    );
  }
  const mapped = Object.entries(envVarMappings)
    .filter(([variable]) => env[variable] !== undefined)
    .map(([variable, seenAs]) => [seenAs, env[variable]] as const);
  const seen = { ...env, ...Object.fromEntries(mapped) };
  return readConfiguration((setting) => settings[setting.replace("braze:", "")], seen, name);
}
