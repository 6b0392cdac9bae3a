// Generated from provider/src/configuration/settings.ts by `npm run generate`. Do not edit.
import type { Input } from "@pulumi/pulumi";

/** Connection of one workspace. */
export interface WorkspaceArgs {
  /** REST API key with the `sends.id.create` permission. In stack configuration, set it with `--secret`. */
  apiKey?: Input<string | undefined> | undefined;

  /** Braze instance of the key, such as `US-06`. */
  instance?: Input<string | undefined> | undefined;

  /**
   * URL of the REST API, such as `https://rest.iad-06.braze.com`, instead of an instance. Plain HTTP is
   * accepted for loopback addresses only.
   */
  endpoint?: Input<string | undefined> | undefined;
}

/** Arguments of a {@link Provider}. */
export interface ProviderArgs {
  /**
   * REST API key with the `sends.id.create` permission. In stack configuration, set it with `--secret`.
   *
   * @defaultValue `BRAZE_API_KEY` in the environment
   */
  apiKey?: Input<string | undefined> | undefined;

  /**
   * Braze instance of the key, such as `US-06`.
   *
   * @defaultValue `BRAZE_INSTANCE` in the environment
   */
  instance?: Input<string | undefined> | undefined;

  /**
   * URL of the REST API, such as `https://rest.iad-06.braze.com`, instead of an instance. Plain HTTP is
   * accepted for loopback addresses only.
   *
   * @defaultValue `BRAZE_REST_ENDPOINT` in the environment
   */
  endpoint?: Input<string | undefined> | undefined;

  /**
   * Several workspaces, for the argument `workspace`: an object that maps each name to `{ apiKey, instance |
   * endpoint }`. In the environment, it is JSON.
   *
   * @defaultValue `BRAZE_WORKSPACES` in the environment
   */
  workspaces?: Input<Record<string, Input<WorkspaceArgs>> | undefined> | undefined;

  /**
   * Timeout of one request.
   *
   * @defaultValue `BRAZE_TIMEOUT_SECONDS` in the environment, otherwise 30
   */
  timeoutSeconds?: Input<number | undefined> | undefined;

  /**
   * Maximum time that one create retries or waits for a rate limit to reset. If the limit resets later, the
   * create fails immediately. With 0, it sends one request only.
   *
   * @defaultValue `BRAZE_MAX_WAIT_SECONDS` in the environment, otherwise 60
   */
  maxWaitSeconds?: Input<number | undefined> | undefined;
}

/** The arguments that the state contains only in encrypted form. */
export const secretArguments: readonly string[] = ["apiKey", "workspaces"];
