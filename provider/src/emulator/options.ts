import { z } from "zod";
import type { LogEntry } from "./request-log";

/** The key that the emulator accepts by default. It is not a secret, and not a key of Braze. */
export const defaultApiKey = "emulator-api-key-not-a-secret";

/** The permission that `POST /sends/id/create` requires. */
export const createSendIdsPermission = "sends.id.create";

/** A REST API key with its permissions. */
export interface ApiKeyOptions {
  /** The key, as sent in `Authorization: Bearer <key>`. */
  key: string;
  /**
   * The permissions of the key. Without `sends.id.create`, a create fails with 403.
   *
   * @example `["campaigns.list"]`
   * @see https://www.braze.com/docs/api/basics/#rest-api-key-permissions
   */
  permissions: readonly string[];
}

/** A campaign, as `GET /campaigns/list` and `GET /campaigns/details` describe it. */
export interface CampaignOptions {
  /** The Campaign API Identifier. */
  id: string;
  /** The name. It does not have to be unique. @defaultValue "Campaign 1", and so on */
  name?: string;
  /** The tags. @defaultValue [] */
  tags?: readonly string[];
  /** Archived campaigns are listed only with `include_archived=true`. @defaultValue false */
  archived?: boolean;
  /** The `is_api_campaign` field. Its value for an API-triggered campaign is unknown. @defaultValue true */
  apiCampaign?: boolean;
  /** The channels that `POST /campaigns/trigger/send` sends to. @defaultValue ["email"] */
  channels?: readonly string[];
}

/** One Braze workspace: its keys, its campaigns and its daily limit. */
export interface WorkspaceOptions {
  /**
   * The workspace's name, used in {@link CreatedSendId}, the log and the page. Braze does not send it.
   *
   * @defaultValue "default"
   */
  name?: string;
  /**
   * The REST API keys of this workspace. A string is a key with all permissions. Each key belongs to one workspace.
   *
   * @defaultValue ["emulator-api-key-not-a-secret"]
   * @example `["first-key", { key: "reading-key", permissions: ["sends.data_series"] }]`
   */
  apiKeys?: readonly (string | ApiKeyOptions)[];
  /**
   * The campaigns of this workspace, by Campaign API Identifier or in detail. Any other fails with 400. If omitted, every
   * identifier of 8-4-4-4-12 hexadecimal digits becomes a campaign with the first request that names it.
   *
   * @example `["aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", { id: "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3", name: "Winter sale" }]`
   * @see https://www.braze.com/docs/api/identifier_types/
   */
  campaigns?: readonly (string | CampaignOptions)[];
  /**
   * How many send IDs may be created per day, from midnight to midnight UTC: 0 to 1,000,000,000.
   *
   * @defaultValue 100
   * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
   */
  dailyLimit?: number;
}

/** The options of {@link startEmulator}. All are optional. */
export interface EmulatorOptions {
  /** The port to listen on; 0 selects a free one. @defaultValue 0 */
  port?: number;
  /**
   * The address to listen on. An address other than loopback gives other machines access.
   *
   * @defaultValue "127.0.0.1"
   */
  host?: string;
  /**
   * The workspaces.
   *
   * @defaultValue one workspace with the defaults
   *
   * @example
   * ```ts
   * await startEmulator({ workspaces: [{ name: "eu", apiKeys: ["eu-key"] }, { name: "us", apiKeys: ["us-key"] }] });
   * ```
   */
  workspaces?: readonly WorkspaceOptions[];
  /** Shorthand for one workspace with this key. Not with `workspaces`. @defaultValue "emulator-api-key-not-a-secret" */
  apiKey?: string;
  /** Shorthand for one workspace with these campaigns. Not with `workspaces`. */
  campaigns?: readonly (string | CampaignOptions)[];
  /** Shorthand for one workspace with this daily limit. Not with `workspaces`. @defaultValue 100 */
  dailyLimit?: number;
  /**
   * The status of a successful create. Braze does not document it; its other POST endpoints were recorded with 201.
   *
   * @defaultValue 201
   */
  successStatus?: 200 | 201;
  /**
   * The response to a create of an existing pair of campaign and send ID. Braze does not document it: `"same"` is a success
   * that does not count, `"counted"` a success that counts toward the daily limit again, `"error"` a 400.
   *
   * @defaultValue "same"
   */
  repeatedPair?: "same" | "counted" | "error";
  /**
   * Whether a generated send ID counts toward the daily limit. Braze limits "custom send identifiers", and does not
   * document whether that includes generated ones.
   *
   * @defaultValue true
   */
  countGenerated?: boolean;
  /**
   * Whether a rejected create with a known key counts toward the daily limit. Braze does not document it; on other
   * endpoints, a rejected request was recorded to count.
   *
   * @defaultValue true
   */
  countRejected?: boolean;
  /**
   * The response of `GET /sends/data_series` for a send ID that was not used: no entries, zeros for each day, or a 400.
   * Braze does not document it.
   *
   * @defaultValue "empty"
   */
  unusedSendId?: "empty" | "zeros" | "error";
  /**
   * The response to a message whose `send_id` was not created: `"error"` is a 400, `"accepted"` sends the message. Braze
   * requires that it is created first, and does not document what happens otherwise.
   *
   * @defaultValue "error"
   */
  unregisteredSendId?: "error" | "accepted";
  /** Whether the response to a message repeats its `send_id`. @defaultValue true */
  repeatSendId?: boolean;
  /** How many users a broadcast, a segment or an audience reaches. @defaultValue 1000 */
  audienceSize?: number;
  /**
   * The start time of the emulator's clock. {@link Clock} changes it later.
   *
   * @defaultValue the current time
   * @example `new Date("2030-01-01T23:59:00Z")`
   */
  startTime?: Date;
  /**
   * A file that persists created send IDs. It is created if missing and read at the start. Each send ID is flushed to disk
   * before the response is sent, so that none is lost if the process is killed. One emulator per file.
   *
   * @defaultValue nothing is persisted
   * @example `"braze-emulator.jsonl"`
   */
  state?: string;
  /**
   * How many of the latest requests {@link Emulator.requests} keeps. Set it for an emulator that runs for a long time.
   *
   * @defaultValue Infinity
   */
  keepRequests?: number;
  /**
   * The timeout for receiving a request, in milliseconds, from 100 to 3,600,000. A slower request fails with 408, and the
   * connection is closed.
   *
   * @defaultValue 10000
   */
  requestTimeoutMs?: number;
  /**
   * Called once for each completed or aborted request. API keys are redacted.
   *
   * @defaultValue nothing is logged
   * @example
   * ```ts
   * await startEmulator({ log: (entry) => console.log(logLine(entry)) });
   * ```
   */
  log?: (entry: LogEntry) => void;
}

const nonEmpty = z.string().min(1, "must not be empty");
const wholeNumber = (from: number, to: number) =>
  z.custom<number>(
    (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to,
    `must be a whole number from ${from} to ${to}`,
  );
const dailyLimit = wholeNumber(0, 1_000_000_000);

const campaignSchema = z.strictObject({
  id: nonEmpty,
  name: z.string().exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  archived: z.boolean().exactOptional(),
  apiCampaign: z.boolean().exactOptional(),
  channels: z.array(nonEmpty).exactOptional(),
});
const campaigns = z.array(z.union([nonEmpty, campaignSchema], "must be an identifier or { id, name, … }"));

const workspaceSchema = z.strictObject({
  name: nonEmpty.default("default"),
  apiKeys: z
    .array(
      z.union(
        [nonEmpty, z.strictObject({ key: nonEmpty, permissions: z.array(z.string()) })],
        "must be a key or { key, permissions }",
      ),
    )
    .min(1)
    .default([defaultApiKey]),
  campaigns: campaigns.optional(),
  dailyLimit: dailyLimit.default(100),
});

const optionsSchema = z
  .strictObject({
    port: wholeNumber(0, 65_535).default(0),
    host: nonEmpty.default("127.0.0.1"),
    workspaces: z.array(workspaceSchema).min(1).optional(),
    apiKey: nonEmpty.optional(),
    campaigns: campaigns.optional(),
    dailyLimit: dailyLimit.optional(),
    successStatus: z.literal([200, 201], "must be 200 or 201").default(201),
    repeatedPair: z.enum(["same", "counted", "error"]).default("same"),
    countGenerated: z.boolean().default(true),
    countRejected: z.boolean().default(true),
    unusedSendId: z.enum(["empty", "zeros", "error"]).default("empty"),
    unregisteredSendId: z.enum(["error", "accepted"]).default("error"),
    repeatSendId: z.boolean().default(true),
    audienceSize: wholeNumber(1, 1_000_000_000).default(1000),
    startTime: z.date().optional(),
    state: nonEmpty.optional(),
    keepRequests: z
      .custom<number>(
        (value) => value === Infinity || (Number.isSafeInteger(value) && (value as number) >= 0),
        "must be a whole number or Infinity",
      )
      .default(Infinity),
    requestTimeoutMs: wholeNumber(100, 3_600_000).default(10_000),
    log: z
      .custom<(entry: LogEntry) => void>((value) => typeof value === "function", "must be a function")
      .optional(),
  })
  .transform(({ workspaces, apiKey, campaigns, dailyLimit, ...rest }, context) => {
    const shorthand = { apiKeys: apiKey === undefined ? undefined : [apiKey], campaigns, dailyLimit };
    if (workspaces && Object.values(shorthand).some((value) => value !== undefined))
      context.addIssue("set either workspaces or apiKey, campaigns and dailyLimit, not both");
    return { ...rest, workspaces: workspaces ?? [workspaceSchema.parse(shorthand)] };
  })
  .superRefine(({ workspaces }, context) => {
    const names = workspaces.map(({ name }) => name);
    if (new Set(names).size < names.length) context.addIssue("two workspaces have the same name");
    const keys = workspaces.flatMap(({ apiKeys }) =>
      apiKeys.map((key) => (typeof key === "string" ? key : key.key)),
    );
    if (new Set(keys).size < keys.length) context.addIssue("two API keys are the same");
  });

export type CheckedOptions = z.output<typeof optionsSchema>;
/** The options for what Braze does not document. */
export type Policy = Pick<
  CheckedOptions,
  | "successStatus"
  | "repeatedPair"
  | "countGenerated"
  | "countRejected"
  | "unusedSendId"
  | "unregisteredSendId"
  | "repeatSendId"
  | "audienceSize"
>;
export type CheckedWorkspace = CheckedOptions["workspaces"][number];

/**
 * Validates the options and fills in defaults.
 *
 * @throws TypeError that lists all problems in one line, without values, because a value may be a key
 */
export function checkOptions(options: EmulatorOptions): CheckedOptions {
  const checked = optionsSchema.safeParse(options);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join(".")}: ${message}` : message,
  );
  throw new TypeError(`The emulator cannot start with these options: ${problems.join("; ")}.`);
}
