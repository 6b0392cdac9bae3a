import { z } from "zod";
import type { LogEntry } from "./request-log";

// Each shape is the only definition of its options: what they accept, their types, and their documentation. A shape is
// a constant, because a declaration file keeps the comments of a constant, but not those of a function's argument. Editors show
// them, and the reference is generated from them.

/** The key that the emulator accepts by default. It is not a secret, and not a key of Braze. */
export const defaultApiKey = "emulator-api-key-not-a-secret";

/** An address as a part of a URL. */
export const inUrl = (host: string) => (host.includes(":") ? `[${host}]` : host);

const nonEmpty = z.string().min(1, "must not be empty");
function wholeNumber(from: number, to: number) {
  const problem = `must be a whole number from ${from} to ${to}`;
  return z.int(problem).min(from, problem).max(to, problem);
}
const rateProblem = "must be a number from 0 to 1";
const rate = z.number(rateProblem).min(0, rateProblem).max(1, rateProblem);
const dailyLimit = wholeNumber(0, 1_000_000_000);

const apiKeyShape = {
  /** The key, as sent in `Authorization: Bearer <key>`. */
  key: nonEmpty,
  /**
   * The permissions of the key. Without `sends.id.create`, a create fails with 403.
   *
   * @example `["campaigns.list"]`
   * @see https://www.braze.com/docs/api/basics/#rest-api-key-permissions
   */
  permissions: z.array(z.string()).readonly(),
};

/** A REST API key with its permissions. */
export interface ApiKeyOptions extends z.input<z.ZodObject<typeof apiKeyShape>> {}

const campaignShape = {
  /** The Campaign API Identifier. */
  id: nonEmpty,
  /** The name. It does not have to be unique. @defaultValue "Campaign 1", and so on */
  name: z.string().optional(),
  /** The tags. @defaultValue [] */
  tags: z.array(z.string()).readonly().default([]),
  /** Archived campaigns are listed only with `include_archived=true`. @defaultValue false */
  archived: z.boolean().default(false),
  /** The `is_api_campaign` field. Its value for an API-triggered campaign is unknown. @defaultValue true */
  apiCampaign: z.boolean().default(true),
  /** The channels that `POST /campaigns/trigger/send` sends to. @defaultValue ["email"] */
  channels: z.array(nonEmpty).readonly().default(["email"]),
};

/** A campaign, as `GET /campaigns/list` and `GET /campaigns/details` describe it. */
export interface CampaignOptions extends z.input<z.ZodObject<typeof campaignShape>> {}

// A string is short for an object. The names of the types, not their members, are shown by editors and in the reference.
const apiKey: z.ZodType<{ key: string; permissions?: readonly string[] }, string | ApiKeyOptions> = z.union(
  [nonEmpty.transform((key) => ({ key })), z.strictObject(apiKeyShape)],
  "must be a key or { key, permissions }",
);
export const campaignSchema = z.strictObject(campaignShape);
export type CheckedCampaign = z.output<typeof campaignSchema>;
const campaign: z.ZodType<CheckedCampaign, string | CampaignOptions> = z.union(
  [nonEmpty.transform((id) => campaignSchema.parse({ id })), campaignSchema],
  "must be an identifier or { id, name, … }",
);

const workspaceShape = {
  /**
   * The workspace's name, used in {@link CreatedSendId}, the log and the page. Braze does not send it.
   *
   * @defaultValue "default"
   */
  name: nonEmpty.default("default"),
  /**
   * The REST API keys of this workspace. A string is a key with all permissions. Each key belongs to one workspace.
   *
   * @defaultValue ["emulator-api-key-not-a-secret"]
   * @example `["first-key", { key: "reading-key", permissions: ["sends.data_series"] }]`
   */
  apiKeys: z.array(apiKey).min(1).readonly().prefault([defaultApiKey]),
  /**
   * The campaigns of this workspace, by Campaign API Identifier or in detail. Any other fails with 400. If omitted, every
   * identifier of 8-4-4-4-12 hexadecimal digits becomes a campaign with the first request that names it.
   *
   * @example `["aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", { id: "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3", name: "Winter sale" }]`
   * @see https://www.braze.com/docs/api/identifier_types/
   */
  campaigns: z.array(campaign).readonly().optional(),
  /**
   * How many send IDs may be created per day, from midnight to midnight UTC: 0 to 1,000,000,000.
   *
   * @defaultValue 100
   * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
   */
  dailyLimit: dailyLimit.default(100),
};

/** One Braze workspace: its keys, its campaigns and its daily limit. */
export interface WorkspaceOptions extends z.input<z.ZodObject<typeof workspaceShape>> {}
export type CheckedWorkspace = z.output<z.ZodObject<typeof workspaceShape>>;

const workspaceSchema: z.ZodType<CheckedWorkspace, WorkspaceOptions> = z.strictObject(workspaceShape);

const optionsShape = {
  /** The port to listen on; 0 selects a free one. @defaultValue 0 */
  port: wholeNumber(0, 65_535).default(0),
  /**
   * The address to listen on. An address other than loopback gives other machines access.
   *
   * @defaultValue "127.0.0.1"
   */
  host: nonEmpty
    .refine((host) => URL.canParse(`http://${inUrl(host)}`), "must be a host name or an IP address")
    .default("127.0.0.1"),
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
  workspaces: z.array(workspaceSchema).min(1).readonly().optional(),
  /** Shorthand for one workspace with this key. Not with `workspaces`. @defaultValue "emulator-api-key-not-a-secret" */
  apiKey: nonEmpty.optional(),
  /** Shorthand for one workspace with these campaigns. Not with `workspaces`. */
  campaigns: z.array(campaign).readonly().optional(),
  /** Shorthand for one workspace with this daily limit. Not with `workspaces`. @defaultValue 100 */
  dailyLimit: dailyLimit.optional(),
  /**
   * The status of a successful create. Braze does not document it; its other POST endpoints were recorded with 201.
   *
   * @defaultValue 201
   */
  successStatus: z.literal([200, 201], "must be 200 or 201").default(201),
  /**
   * The response to a create of an existing pair of campaign and send ID. Braze does not document it: `"same"` is a success
   * that does not count, `"counted"` a success that counts toward the daily limit again, `"error"` a 400.
   *
   * @defaultValue "same"
   */
  repeatedPair: z.enum(["same", "counted", "error"]).default("same"),
  /**
   * Whether a generated send ID counts toward the daily limit. Braze limits "custom send identifiers", and does not
   * document whether that includes generated ones.
   *
   * @defaultValue true
   */
  countGenerated: z.boolean().default(true),
  /**
   * Whether a rejected create with a known key counts toward the daily limit. Braze does not document it; on other
   * endpoints, a rejected request was recorded to count.
   *
   * @defaultValue true
   */
  countRejected: z.boolean().default(true),
  /**
   * The response of `GET /sends/data_series` for a send ID that was not used: no entries, zeros for each day, or a 400.
   * Braze does not document it.
   *
   * @defaultValue "empty"
   */
  unusedSendId: z.enum(["empty", "zeros", "error"]).default("empty"),
  /**
   * The response to a message whose `send_id` was not created: `"error"` is a 400, `"accepted"` sends the message. Braze
   * requires that it is created first, and does not document what happens otherwise.
   *
   * @defaultValue "error"
   */
  unregisteredSendId: z.enum(["error", "accepted"]).default("error"),
  /** Whether the response to a message repeats its `send_id`. @defaultValue true */
  repeatSendId: z.boolean().default(true),
  /** How many users a broadcast, a segment or an audience reaches. @defaultValue 1000 */
  audienceSize: wholeNumber(1, 1_000_000_000).default(1000),
  /**
   * The share of the recipients of each day that open a message by email or iOS push, from 0 to 1, rounded to whole recipients.
   *
   * @defaultValue 0
   * @example 0.34
   */
  openRate: rate.default(0),
  /** The share of the recipients that click, as with `openRate`. @defaultValue 0 */
  clickRate: rate.default(0),
  /**
   * The start time of the emulator's clock. {@link Clock} changes it later.
   *
   * @defaultValue the current time
   * @example `new Date("2030-01-01T23:59:00Z")`
   */
  startTime: z.date().optional(),
  /**
   * A file that persists created send IDs. It is created if missing and read at the start. Each send ID is flushed to disk
   * before the response is sent, so that none is lost if the process is killed. One emulator per file.
   *
   * @defaultValue nothing is persisted
   * @example `"braze-emulator.jsonl"`
   */
  state: nonEmpty.optional(),
  /**
   * How many of the latest requests {@link Emulator.requests} keeps. Set it for an emulator that runs for a long time.
   *
   * @defaultValue Infinity
   */
  keepRequests: z
    .custom<number>(
      (value) => value === Infinity || (Number.isSafeInteger(value) && (value as number) >= 0),
      "must be a whole number or Infinity",
    )
    .default(Infinity),
  /**
   * The timeout for receiving a request, in milliseconds, from 100 to 3,600,000. A slower request fails with 408, and the
   * connection is closed.
   *
   * @defaultValue 10000
   */
  requestTimeoutMs: wholeNumber(100, 3_600_000).default(10_000),
  /**
   * Called once for each completed or aborted request. API keys are redacted.
   *
   * @defaultValue nothing is logged
   * @example
   * ```ts
   * await startEmulator({ log: (entry) => console.log(logLine(entry)) });
   * ```
   */
  log: z
    .custom<(entry: LogEntry) => void>((value) => typeof value === "function", "must be a function")
    .optional(),
};

/** The options of {@link startEmulator}. All are optional. */
export interface EmulatorOptions extends z.input<z.ZodObject<typeof optionsShape>> {}

type AllOptions = z.output<z.ZodObject<typeof optionsShape>>;

/** The options with their defaults, without the shorthand for one workspace. */
export interface CheckedOptions
  extends Omit<AllOptions, "apiKey" | "campaigns" | "dailyLimit" | "workspaces"> {
  workspaces: readonly CheckedWorkspace[];
}

const optionsSchema = z
  .strictObject(optionsShape)
  .transform(({ workspaces, apiKey, campaigns, dailyLimit, ...rest }, context): CheckedOptions => {
    const shorthand = { apiKeys: apiKey === undefined ? undefined : [apiKey], campaigns, dailyLimit };
    if (workspaces && Object.values(shorthand).some((value) => value !== undefined))
      context.addIssue("set either workspaces or apiKey, campaigns and dailyLimit, not both");
    return { ...rest, workspaces: workspaces ?? [workspaceSchema.parse(shorthand)] };
  })
  .superRefine(({ workspaces }, context) => {
    const names = workspaces.map(({ name }) => name);
    if (new Set(names).size < names.length) context.addIssue("two workspaces have the same name");
    const keys = workspaces.flatMap(({ apiKeys }) => apiKeys.map(({ key }) => key));
    if (new Set(keys).size < keys.length) context.addIssue("two API keys are the same");
  });

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
