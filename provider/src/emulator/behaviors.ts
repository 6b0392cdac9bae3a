/** One behavior of the emulator, and how it is known that Braze does the same. */
export interface Behavior {
  /** The endpoint. @defaultValue "/sends/id/create" */
  path?: string;
  /** The status of the response; undefined if it concerns requests or all responses. */
  status?: number;
  /** What happens. */
  behavior: string;
  /**
   * `"documented"` by Braze, `"recorded"` in real traffic, inferred from responses `"recorded on other endpoints"`, or
   * `"our choice"`, because it is not known.
   */
  source: "documented" | "recorded" | "recorded on other endpoints" | "our choice";
  /** The field of {@link EmulatorOptions} that changes it. */
  option?: string;
}

/** All behaviors of the emulator. The OpenAPI document lists them with each response. */
export const behaviors: readonly Behavior[] = [
  {
    behavior: "The key is read from Authorization: Bearer <key>.",
    source: "documented",
    option: "workspaces",
  },
  {
    behavior: "The key is also read from api_key in the body or the URL, deprecated since May 2020.",
    source: "documented",
  },
  {
    behavior:
      "A key in the header takes precedence over one in the body, which takes precedence over one in the URL.",
    source: "our choice",
  },
  { behavior: "campaign_id is required, send_id optional.", source: "documented" },
  { behavior: "send_id is ASCII and at most 64 characters long.", source: "documented" },
  {
    behavior: "An empty send_id is rejected; control characters and whitespace are accepted.",
    source: "our choice",
  },
  { behavior: "Undocumented fields are ignored.", source: "our choice" },
  {
    behavior: "Any campaign_id of 8-4-4-4-12 hexadecimal digits exists.",
    source: "recorded",
    option: "campaigns",
  },
  {
    behavior:
      "Requests are checked in this order: path, content type, size, key, permission, JSON, fields, campaign, repeated pair, daily limit.",
    source: "our choice",
  },
  { behavior: "Every response has an x-request-id.", source: "recorded" },
  { behavior: "The date header follows the emulator's clock.", source: "our choice" },
  {
    behavior: "x-ratelimit-limit, -remaining and -reset (UTC epoch seconds) are sent, in lowercase.",
    source: "documented",
  },
  { behavior: "Rejections have them, too, if the key is known.", source: "recorded" },
  { behavior: "Retry-After is never sent.", source: "recorded" },
  { behavior: "A workspace has 100 send IDs a day.", source: "documented", option: "dailyLimit" },
  { behavior: "The day is a window on a fixed clock, not a rolling one.", source: "documented" },
  { behavior: "The day begins at midnight UTC.", source: "our choice" },
  { behavior: "Each pair of campaign_id and send_id counts toward the limit.", source: "documented" },
  {
    behavior: "A rejected request with a known key counts, too.",
    source: "recorded on other endpoints",
    option: "countRejected",
  },
  { behavior: "A generated send_id counts, too.", source: "our choice", option: "countGenerated" },

  { status: 201, behavior: "The status of a success is 201.", source: "recorded", option: "successStatus" },
  { status: 201, behavior: 'The body is {"message": "success", "send_id": …}.', source: "documented" },
  { status: 201, behavior: "A generated send_id is a UUID.", source: "our choice" },
  {
    status: 201,
    behavior: "An existing pair succeeds again, and does not count again.",
    source: "our choice",
    option: "repeatedPair",
  },
  {
    status: 200,
    behavior: "The status of a success, if the option is set to 200.",
    source: "our choice",
    option: "successStatus",
  },

  {
    status: 400,
    behavior: "The message for a campaign_id that is missing or not a string.",
    source: "documented",
  },
  {
    status: 400,
    behavior: "The message for an unknown campaign.",
    source: "documented",
    option: "campaigns",
  },
  {
    status: 400,
    behavior: "The message for a body that is not JSON; its field is error.",
    source: "documented",
  },
  {
    status: 400,
    behavior: "The message for an invalid send_id or a repeated pair.",
    source: "our choice",
    option: "repeatedPair",
  },
  {
    status: 400,
    behavior: "A body with more than 100,000 values is rejected as one that is not JSON.",
    source: "our choice",
  },
  { status: 400, behavior: "If there are several problems, errors lists them.", source: "our choice" },
  { status: 400, behavior: "Malformed HTTP fails with 400 and a message.", source: "our choice" },
  { status: 401, behavior: "The message contains the wrong key.", source: "recorded" },
  { status: 401, behavior: "The rate-limit headers are present but empty.", source: "recorded" },
  { status: 401, behavior: "The message for a missing key ends after the colon.", source: "our choice" },
  {
    status: 403,
    behavior: '"Access Denied" if the key lacks the permission sends.id.create.',
    source: "recorded on other endpoints",
    option: "workspaces",
  },
  { status: 403, behavior: '"Access Denied" if the path ends with a slash.', source: "documented" },
  { status: 404, behavior: '"Invalid URL" for any other path.', source: "recorded" },
  {
    status: 404,
    behavior: "errors lists the available endpoints. Another method fails with 404, too.",
    source: "our choice",
  },
  {
    status: 408,
    behavior: "The request takes too long to arrive.",
    source: "our choice",
    option: "requestTimeoutMs",
  },
  { status: 413, behavior: "The body is larger than 4 MB.", source: "documented" },
  { status: 413, behavior: "The message.", source: "our choice" },
  { status: 415, behavior: "The Content-Type is not application/json.", source: "documented" },
  { status: 415, behavior: "The message.", source: "our choice" },
  {
    status: 421,
    behavior: "On a loopback address, the Host is not a loopback name.",
    source: "our choice",
    option: "host",
  },
  { status: 429, behavior: "The daily limit is used up.", source: "documented", option: "dailyLimit" },
  { status: 429, behavior: "The message. A request that would not count succeeds.", source: "our choice" },
  { status: 431, behavior: "The headers are larger than 16 KiB.", source: "our choice" },
  { status: 500, behavior: "The state file cannot be written.", source: "our choice", option: "state" },

  {
    path: "/messages/send",
    behavior: "campaign_id is required with send_id, and message_variation_id with campaign_id.",
    source: "documented",
  },
  {
    path: "/messages/send",
    behavior: "A send_id that was not created is rejected.",
    source: "our choice",
    option: "unregisteredSendId",
  },
  {
    path: "/messages/send",
    behavior: "Any channel is accepted, up to 20 with names of up to 64 characters.",
    source: "our choice",
  },
  {
    path: "/messages/send",
    behavior: "A broadcast, segment or audience reaches 1,000 users.",
    source: "our choice",
    option: "audienceSize",
  },
  {
    path: "/messages/send",
    status: 201,
    behavior: "dispatch_id has 32 hexadecimal digits.",
    source: "recorded",
  },
  {
    path: "/messages/send",
    status: 201,
    behavior: "The response repeats send_id.",
    source: "documented",
    option: "repeatSendId",
  },
  {
    path: "/campaigns/trigger/send",
    behavior: "The message is sent to the channels of the campaign.",
    source: "our choice",
    option: "campaigns",
  },
  {
    path: "/campaigns/list",
    status: 200,
    behavior: "A page has 100 campaigns. The first page is 0.",
    source: "documented",
  },
  {
    path: "/campaigns/list",
    status: 200,
    behavior: "is_api_campaign is true for an API-triggered campaign.",
    source: "our choice",
    option: "campaigns",
  },
  {
    path: "/campaigns/details",
    status: 400,
    behavior: "The campaign is unknown.",
    source: "recorded on other endpoints",
  },
  { path: "/sends/data_series", behavior: "length is required, from 1 to 100.", source: "documented" },
  {
    path: "/sends/data_series",
    behavior: "Figures are available at once, for 14 days after the send.",
    source: "documented",
  },
  {
    path: "/sends/data_series",
    status: 200,
    behavior: "A send ID that was not used or does not exist has no entries.",
    source: "our choice",
    option: "unusedSendId",
  },
  {
    path: "/sends/data_series",
    status: 200,
    behavior: "The figures of channels other than ios_push.",
    source: "our choice",
  },
  {
    path: "/sends/data_series",
    status: 200,
    behavior:
      "No recipient opens a message, unless the option says so: then once each, on the day of the send.",
    source: "our choice",
    option: "openRate",
  },
  {
    path: "/sends/data_series",
    status: 200,
    behavior: "No recipient clicks, unless the option says so: then once each, on the day of the send.",
    source: "our choice",
    option: "clickRate",
  },
];
