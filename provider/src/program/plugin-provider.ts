import {
  all,
  type CustomResourceOptions,
  type Input,
  output,
  ProviderResource,
  secret,
} from "@pulumi/pulumi";
import { pluginRelease } from "./plugin-release";
import { type ProviderArgs, secretArguments } from "./provider-args";
import { providerSettings } from "./reject-duplicates";

/**
 * An explicit provider: a separate connection to Braze for the resources that name it in their `provider` option. The API
 * key and the workspaces are secrets, so the state contains them only in encrypted form.
 *
 * @example
 * ```typescript
 * import * as pulumi from "@pulumi/pulumi";
 * import { BrazeSendId, Provider } from "pulumi-braze/native";
 *
 * const eu = new Provider("eu", { apiKey: new pulumi.Config().requireSecret("euKey"), instance: "EU-01" });
 * new BrazeSendId("spring", { campaignId: "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3" }, { provider: eu });
 * ```
 * @see https://www.pulumi.com/docs/iac/concepts/resources/providers/#explicit-provider-configuration
 */
export class Provider extends ProviderResource {
  /**
   * Declares a provider.
   *
   * @param name name of the resource, unique in the stack.
   * @param args settings. Omitted settings are read from the environment, but a provider with an instance or endpoint requires an
   * `apiKey`: the one in the environment may belong to another workspace.
   */
  constructor(name: string, args: ProviderArgs = {}, opts?: CustomResourceOptions) {
    // Pulumi passes a provider's arguments as strings; other values are passed as JSON.
    const settings = Object.fromEntries(
      Object.entries(args).map(([key, value]) => [
        key,
        output(
          (secretArguments.includes(key) ? secretOf(value) : value) as Input<
            string | number | object | undefined
          >,
        ).apply((known) =>
          known === undefined || typeof known === "string" ? known : JSON.stringify(known),
        ),
      ]),
    );
    super("braze", name, settings, { ...pluginRelease, ...opts });
    providerSettings.set(
      this,
      all(settings).apply((known) => JSON.stringify(Object.entries(known).sort())),
    );
  }
}

const secretOf = <T>(value: T | undefined) => (value === undefined ? undefined : secret(value));
