import { type Configuration, ConfigurationError } from "../../configuration/configuration";
import type { Properties } from "../definition";
import { unknownValue } from "../unknown";

/** A request of this process that may have created a send ID. */
export interface SentRequest {
  /** The resource that it was sent for. */
  resource: string;
  outcome: "pending" | "created" | "unknown";
  /** What the create reported, if it did not simply succeed. A repeated create reports it again. */
  error?: Error;
  /** How often the engine has repeated the create. */
  repeats?: number;
}

/** The name of a resource whose host does not say which one it is. */
export const unnamed = "";

/**
 * What one process knows of send IDs: which ones it has requested, and which ones the state has recorded. Braze can neither
 * list send IDs nor recognize a repeated request, and the engine may repeat a create.
 */
export function createLedger(configuration: Pick<Configuration, "connection">) {
  const connections = new Map<unknown, string>();
  const recorded = new Map<string, Set<string>>();
  /** The resources that are not replaced, and when their send IDs were created. */
  const kept = new Map<string, Map<string, unknown>>();
  const requested = new Map<string, SentRequest>();

  /** Two workspaces with the same endpoint and key are one connection. */
  function connectionOf(workspace: unknown): string {
    const known = connections.get(workspace) ?? identify(workspace);
    connections.set(workspace, known);
    return known;
  }
  function identify(workspace: unknown): string {
    try {
      const { endpoint, apiKey } = configuration.connection((workspace ?? undefined) as string | undefined);
      return `${endpoint} ${apiKey}`;
    } catch (error) {
      // A preview needs no key.
      if (error instanceof ConfigurationError) return `the workspace ${workspace}`;
      throw error;
    }
  }

  return {
    requested,

    /** The key of a custom send ID: equal for what Braze counts as one. Undefined if it is generated or not known yet. */
    keyOf({ campaignId, sendId, workspace }: Properties): string | undefined {
      const isKnown = typeof sendId === "string" && ![campaignId, sendId, workspace].includes(unknownValue);
      return isKnown ? JSON.stringify([connectionOf(workspace), campaignId, sendId]) : undefined;
    },

    /** The key of a send ID that Braze generates for a resource. */
    keyOfGenerated: ({ campaignId, workspace }: Properties, resource: string) =>
      JSON.stringify([connectionOf(workspace), campaignId, { resource }]),

    /** The resources that have recorded a send ID. */
    recordedBy: (key: string): ReadonlySet<string> => recorded.get(key) ?? new Set(),

    /** Notes that a resource has recorded a send ID. */
    record(key: string | undefined, resource: string): void {
      if (key !== undefined) recorded.set(key, new Set(recorded.get(key)).add(resource));
    },

    /** Forgets that a resource has recorded a send ID. Returns whether it had. */
    forget: (key: string | undefined, resource: string): boolean =>
      (key !== undefined && recorded.get(key)?.delete(resource)) ?? false,

    /**
     * Notes that a resource keeps its send ID.
     *
     * @param createdAt what the state records; null if this process has adopted it.
     */
    keep(key: string | undefined, resource: string, createdAt: unknown): void {
      if (key !== undefined) kept.set(key, new Map(kept.get(key)).set(resource, createdAt));
    },

    /**
     * The resource that still has a send ID, as far as this process knows, after the given one was removed. It is the same one if
     * what is removed is left of an earlier replacement: then it was created at another time.
     */
    holderOf(key: string | undefined, removed: string, removedCreatedAt: unknown): string | undefined {
      if (key === undefined) return undefined;
      const { outcome, resource } = requested.get(key) ?? {};
      if (outcome === "created") return resource;
      const holders = [...(kept.get(key) ?? [])];
      return holders.find(([holder, createdAt]) => holder !== removed || createdAt !== removedCreatedAt)?.[0];
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;
