import type { z } from "zod";
import type { ClientOptions } from "../braze/client-options";
import type { Configuration } from "../configuration/configuration";

/** The arguments or the outputs of a resource, which the engine may pass in any form. */
export type Properties = Readonly<Record<string, unknown>>;

/** Prints a line for the person who runs Pulumi. */
export type Announce = (line: string, severity?: "info" | "warning") => void;

/** A resource of the provider. The hosts, the schema, the SDKs, and the reference are made from it. */
export interface ResourceDefinition {
  /** The type of the plugin's resources. */
  type: string;
  /** The type of the resources that Pulumi's dynamic-provider host runs, which the plugin takes over. */
  dynamicType: string;
  /** Its class in both TypeScript modules. */
  className: string;
  /** What is generated from. Loaded when it is called, because most calls of the engine need no schema. */
  schema(): { arguments: z.ZodObject; outputs: z.ZodObject; replacing: readonly string[] };
  /** Manages all resources of this type in one process, with one configuration. */
  manage(configuration: Configuration, options: ResourceOptions): ManagedResource;
}

/** How resources are managed. */
export interface ResourceOptions extends ClientOptions {
  /** Whether to announce every request and response, without the key. @defaultValue `false` */
  debug?: boolean;
}

/**
 * What a host calls for the resources of one type. `urn` names the resource. It is undefined if the host does not know it, which
 * is Pulumi's dynamic-provider host.
 */
export interface ManagedResource {
  check(
    call: {
      urn: string | undefined;
      recorded: Properties;
      given: Properties;
      autonaming?: Autonaming | undefined;
    },
    announce: Announce,
  ): { inputs: Properties; failures: { property: string; reason: string }[] };
  /** Returns the changed properties that require a replacement. No other change has an effect. */
  diff(call: { urn: string | undefined; recorded: Properties; given: Properties }): string[];
  /** What {@link create} would return, as far as it is known before the request. */
  preview(args: Properties): Properties;
  /** @throws {InitFailedError} if the resource must be recorded although the create failed. */
  create(
    urn: string | undefined,
    args: Properties,
    announce: Announce,
  ): Promise<{ id: string; state: Properties }>;
  /** Returns the arguments, too, of a resource that is not recorded. */
  read(
    id: string,
    recorded: Properties,
    announce: Announce,
  ): { id: string; state: Properties; args?: Properties };
  /** @throws {InitFailedError} */
  update(recorded: Properties, given: Properties, announce: Announce): Properties;
  delete(urn: string | undefined, recorded: Properties, announce: Announce): void;
}

/** Pulumi's naming setting, `pulumi:autonaming`, for one resource. */
export interface Autonaming {
  proposedName: string;
  /** 0: propose, 1: enforce, 2: disable. */
  mode: 0 | 1 | 2;
}

/** A resource exists, but not as requested. It must be recorded, and reported. */
export class InitFailedError extends Error {
  override readonly name = "InitFailedError";
  constructor(
    message: string,
    readonly created: { id: string; state: Properties },
  ) {
    super(message);
  }
}
