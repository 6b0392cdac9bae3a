import { z } from "zod";
import type { LogEntry } from "./request-log";

/** The key the emulator accepts when no key is given. Not a secret, and no key of Braze's. */
export const defaultApiKey = "emulator-api-key-not-a-secret";

/** The permission `POST /sends/id/create` asks of a key. */
export const createSendIdsPermission = "sends.id.create";

/** A REST API key with chosen permissions. */
export interface ApiKeyOptions {
  /** The key itself, as sent in `Authorization: Bearer <key>`. */
  key: string;
  /**
   * What the key may do. A key without `sends.id.create` is answered 403.
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
  /** Names need not be unique. @default "Campaign 1", and so on */
  name?: string;
  /** @default [] */
  tags?: readonly string[];
  /** Archived campaigns are listed only with `include_archived=true`. @default false */
  archived?: boolean;
  /** The `is_api_campaign` field. What Braze says of an API-triggered campaign is unknown. @default true */
  apiCampaign?: boolean;
  /** The channels that `POST /campaigns/trigger/send` sends to. @default ["email"] */
  channels?: readonly string[];
}

/** One Braze workspace: its keys, its campaigns and its daily limit. */
export interface WorkspaceOptions {
  /**
   * The workspace's name, in {@link CreatedSendId}, the log and the page only: Braze never sends it.
   *
   * @default "default"
   */
  name?: string;
  /**
   * The REST API keys of this workspace. A plain string is a key with every permission. No key may belong to two
   * workspaces.
   *
   * @default ["emulator-api-key-not-a-secret"]
   * @example `["first-key", { key: "reading-key", permissions: ["sends.data_series"] }]`
   */
  apiKeys?: readonly (string | ApiKeyOptions)[];
  /**
   * The campaigns of this workspace, by Campaign API Identifier or in detail; any other is answered 400. If omitted, every
   * identifier of the form 8-4-4-4-12 hexadecimal digits is a campaign as soon as a request names it.
   *
   * @example `["aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", { id: "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3", name: "Winter sale" }]`
   * @see https://www.braze.com/docs/api/identifier_types/
   */
  campaigns?: readonly (string | CampaignOptions)[];
  /**
   * How many send IDs may be created between one midnight UTC and the next: 0 to 1,000,000,000.
   *
   * @default 100
   * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
   */
  dailyLimit?: number;
}

/** What {@link startEmulator} takes. Everything is optional. */
export interface EmulatorOptions {
  /** The port to listen on; 0 takes any free one. @default 0 */
  port?: number;
  /**
   * The address to listen on. Anything but a loopback address lets other machines in.
   *
   * @default "127.0.0.1"
   */
  host?: string;
  /**
   * The workspaces, when one with the defaults is not enough.
   *
   * @example
   * ```ts
   * await startEmulator({ workspaces: [{ name: "eu", apiKeys: ["eu-key"] }, { name: "us", apiKeys: ["us-key"] }] });
   * ```
   */
  workspaces?: readonly WorkspaceOptions[];
  /** Short for one workspace with this key; not together with `workspaces`. @default "emulator-api-key-not-a-secret" */
  apiKey?: string;
  /** Short for one workspace with these campaigns; not together with `workspaces`. */
  campaigns?: readonly (string | CampaignOptions)[];
  /** Short for one workspace with this daily limit; not together with `workspaces`. @default 100 */
  dailyLimit?: number;
  /**
   * The status of a success. Braze documents none for this endpoint; its other POST endpoints were recorded answering
   * 201.
   *
   * @default 201
   */
  successStatus?: 200 | 201;
  /**
   * What a pair of campaign and send ID that already exists is answered. Nobody documents it: `"same"` is a success
   * that costs nothing, `"counted"` a success that counts towards the daily limit again, `"error"` a 400.
   *
   * @default "same"
   */
  repeatedPair?: "same" | "counted" | "error";
  /**
   * Whether a send ID that the emulator made up counts towards the daily limit. Braze limits "custom send
   * identifiers", and does not say whether that includes its own.
   *
   * @default true
   */
  countGenerated?: boolean;
  /**
   * Whether a rejected create with a known key counts toward the daily limit. Nobody documents it; on other endpoints a
   * rejected request was recorded using up a limit.
   *
   * @default true
   */
  countRefused?: boolean;
  /**
   * What `GET /sends/data_series` answers for a send ID with which nothing was sent, which nobody documents: no entries,
   * an entry of zeros for each day, or a 400.
   *
   * @default "empty"
   */
  unusedSendId?: "empty" | "zeros" | "error";
  /**
   * What a message is answered whose `send_id` was not created. Braze says that it must be created first, and not what
   * happens otherwise: `"error"` is a 400, `"accepted"` sends the message.
   *
   * @default "error"
   */
  unregisteredSendId?: "error" | "accepted";
  /** Whether the response to a message repeats its `send_id`. @default true */
  repeatSendId?: boolean;
  /** How many users a broadcast, a segment or an audience has, in messages sent and figures. @default 1000 */
  audienceSize?: number;
  /**
   * The time the emulator's clock starts at; {@link Clock} moves it later.
   *
   * @default the real time
   * @example `new Date("2030-01-01T23:59:00Z")`
   */
  startTime?: Date;
  /**
   * A file that keeps what was created. It is made when missing, read at the start, and written and flushed to disk
   * before a creation is answered, so that a kill loses nothing that was answered. One emulator per file.
   *
   * @default nothing is kept
   * @example `"braze-emulator.jsonl"`
   */
  state?: string;
  /**
   * How many of the latest requests {@link Emulator.requests} keeps. An emulator that runs for long should keep few.
   *
   * @default Infinity
   */
  keepRequests?: number;
  /**
   * How long a client may take to send one whole request, in milliseconds, from 100 to 3,600,000. A slower one is
   * answered 408 and cut off.
   *
   * @default 10000
   */
  requestTimeoutMs?: number;
  /**
   * Called once per request when it has been answered, or given up. No entry holds an API key.
   *
   * @default nothing is logged
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
const campaigns = z.array(z.union([nonEmpty, campaignSchema], "must be an identifier, or { id, name, … }"));

const workspaceSchema = z.strictObject({
  name: nonEmpty.default("default"),
  apiKeys: z
    .array(
      z.union(
        [nonEmpty, z.strictObject({ key: nonEmpty, permissions: z.array(z.string()) })],
        "must be a key, or { key, permissions }",
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
    countRefused: z.boolean().default(true),
    unusedSendId: z.enum(["empty", "zeros", "error"]).default("empty"),
    unregisteredSendId: z.enum(["error", "accepted"]).default("error"),
    repeatSendId: z.boolean().default(true),
    audienceSize: wholeNumber(1, 1_000_000_000).default(1000),
    startTime: z.date().optional(),
    state: nonEmpty.optional(),
    keepRequests: z
      .custom<number>(
        (value) => value === Infinity || (Number.isSafeInteger(value) && (value as number) >= 0),
        "must be a whole number, or Infinity",
      )
      .default(Infinity),
    requestTimeoutMs: wholeNumber(100, 3_600_000).default(10_000),
    log: z
      .custom<(entry: LogEntry) => void>((value) => typeof value === "function", "must be a function")
      .optional(),
  })
  .transform(({ workspaces, apiKey, campaigns, dailyLimit, ...rest }, context) => {
    const short = { apiKeys: apiKey === undefined ? undefined : [apiKey], campaigns, dailyLimit };
    if (workspaces && Object.values(short).some((value) => value !== undefined))
      context.addIssue("give either workspaces or apiKey, campaigns and dailyLimit, not both");
    return { ...rest, workspaces: workspaces ?? [workspaceSchema.parse(short)] };
  })
  .superRefine(({ workspaces }, context) => {
    const names = workspaces.map(({ name }) => name);
    if (new Set(names).size < names.length) context.addIssue("two workspaces have the same name");
    const keys = workspaces.flatMap(({ apiKeys }) =>
      apiKeys.map((key) => (typeof key === "string" ? key : key.key)),
    );
    if (new Set(keys).size < keys.length) context.addIssue("the same API key is given twice");
  });

export type CheckedOptions = z.output<typeof optionsSchema>;
/** The options that decide what is unknown about Braze. */
export type Policy = Pick<
  CheckedOptions,
  | "successStatus"
  | "repeatedPair"
  | "countGenerated"
  | "countRefused"
  | "unusedSendId"
  | "unregisteredSendId"
  | "repeatSendId"
  | "audienceSize"
>;
export type CheckedWorkspace = CheckedOptions["workspaces"][number];

/** Fills in the defaults; throws one line that names every fault, and never a value, which may be a key. */
export function checkOptions(options: EmulatorOptions): CheckedOptions {
  const checked = optionsSchema.safeParse(options);
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join(".")}: ${message}` : message,
  );
  throw new TypeError(`The emulator cannot start with these options: ${faults.join("; ")}.`);
}
