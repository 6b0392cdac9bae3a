/** One thing the emulator does, and how it is known that Braze does it too. */
export interface Behaviour {
  /** The path of the one endpoint it is about. @default "/sends/id/create" */
  path?: string;
  /** The status it shows in; absent if it is about requests, or about every response. */
  status?: number;
  /** What happens. */
  behaviour: string;
  /**
   * `"documented"` by Braze, `"recorded"` in real traffic, inferred from what was `"recorded on other endpoints"`, or
   * `"our choice"` where nobody outside Braze knows.
   */
  source: "documented" | "recorded" | "recorded on other endpoints" | "our choice";
  /** The option of {@link EmulatorOptions} that changes it. */
  option?: string;
}

/** Everything the emulator does. The OpenAPI document carries it, answer by answer. */
export const behaviours: readonly Behaviour[] = [
  {
    behaviour: "The key is read from Authorization: Bearer <key>.",
    source: "documented",
    option: "workspaces",
  },
  {
    behaviour: "The key is also read from api_key in the body or the URL, deprecated since May 2020.",
    source: "documented",
  },
  {
    behaviour: "A key in the header comes before one in the body, and that before one in the URL.",
    source: "our choice",
  },
  { behaviour: "campaign_id is required, send_id optional.", source: "documented" },
  { behaviour: "send_id is ASCII and at most 64 characters long.", source: "documented" },
  { behaviour: "An empty send_id is refused; control characters and blanks are not.", source: "our choice" },
  { behaviour: "Fields that are not documented are ignored.", source: "our choice" },
  {
    behaviour: "A campaign_id of the form 8-4-4-4-12 hexadecimal digits is known.",
    source: "recorded",
    option: "campaigns",
  },
  {
    behaviour:
      "Faults are looked for in this order: path, content type, size, key, permission, JSON, fields, campaign, repeated pair, daily limit.",
    source: "our choice",
  },
  { behaviour: "x-request-id is on every answer.", source: "recorded" },
  { behaviour: "The date header follows the emulator's clock.", source: "our choice" },
  {
    behaviour: "x-ratelimit-limit, -remaining and -reset (UTC epoch seconds) are sent, in lowercase.",
    source: "documented",
  },
  { behaviour: "They are on rejections too, once the key is known.", source: "recorded" },
  { behaviour: "Retry-After is never sent.", source: "recorded" },
  { behaviour: "A workspace has 100 send IDs a day.", source: "documented", option: "dailyLimit" },
  { behaviour: "The day is a window on a fixed clock, not a rolling one.", source: "documented" },
  { behaviour: "The day begins at midnight UTC.", source: "our choice" },
  { behaviour: "Each pair of campaign_id and send_id counts.", source: "documented" },
  {
    behaviour: "A rejected request with a known key counts.",
    source: "recorded on other endpoints",
    option: "countRefused",
  },
  { behaviour: "A generated send_id counts.", source: "our choice", option: "countGenerated" },

  { status: 201, behaviour: "A success is answered 201.", source: "recorded", option: "successStatus" },
  { status: 201, behaviour: 'The body is {"message": "success", "send_id": …}.', source: "documented" },
  { status: 201, behaviour: "A generated send_id is a UUID.", source: "our choice" },
  {
    status: 201,
    behaviour: "A pair that exists already succeeds again, and does not count again.",
    source: "our choice",
    option: "repeatedPair",
  },
  {
    status: 200,
    behaviour: "The same with the option set to 200.",
    source: "our choice",
    option: "successStatus",
  },

  { status: 400, behaviour: "A campaign_id that is missing or no string: the text.", source: "documented" },
  {
    status: 400,
    behaviour: "A campaign that is not known: the text.",
    source: "documented",
    option: "campaigns",
  },
  { status: 400, behaviour: "A body that is not JSON: the text, under error.", source: "documented" },
  {
    status: 400,
    behaviour: "A wrong send_id, or a repeated pair: the text.",
    source: "our choice",
    option: "repeatedPair",
  },
  { status: 400, behaviour: "Several faults are listed under errors.", source: "our choice" },
  {
    status: 400,
    behaviour: "What is no HTTP request is answered 400, with a message.",
    source: "our choice",
  },
  { status: 401, behaviour: "A wrong key is echoed in the message.", source: "recorded" },
  { status: 401, behaviour: "The rate-limit headers are there, and empty.", source: "recorded" },
  { status: 401, behaviour: "A missing key is echoed as nothing.", source: "our choice" },
  {
    status: 403,
    behaviour: 'The key lacks the permission sends.id.create: "Access Denied".',
    source: "recorded on other endpoints",
    option: "workspaces",
  },
  { status: 403, behaviour: "The path ends with a slash.", source: "documented" },
  { status: 404, behaviour: 'Any other path is "Invalid URL".', source: "recorded" },
  {
    status: 404,
    behaviour: "What is served is listed under errors; another method is a 404 too.",
    source: "our choice",
  },
  {
    status: 408,
    behaviour: "A request that takes too long to arrive.",
    source: "our choice",
    option: "requestTimeoutMs",
  },
  { status: 413, behaviour: "A body over 4 MB.", source: "documented" },
  { status: 413, behaviour: "The text.", source: "our choice" },
  { status: 415, behaviour: "A Content-Type other than application/json.", source: "documented" },
  { status: 415, behaviour: "The text.", source: "our choice" },
  {
    status: 421,
    behaviour: "On a loopback address, a Host that is not a loopback name.",
    source: "our choice",
    option: "host",
  },
  { status: 429, behaviour: "The daily limit is used up.", source: "documented", option: "dailyLimit" },
  { status: 429, behaviour: "The text; and only what would count is refused.", source: "our choice" },
  { status: 431, behaviour: "Headers over 16 KiB.", source: "our choice" },
  { status: 500, behaviour: "The state file cannot be written.", source: "our choice", option: "state" },

  {
    path: "/messages/send",
    behaviour: "campaign_id is required with send_id, and message_variation_id with campaign_id.",
    source: "documented",
  },
  {
    path: "/messages/send",
    behaviour: "A send_id that was not created is rejected.",
    source: "our choice",
    option: "unregisteredSendId",
  },
  {
    path: "/messages/send",
    behaviour: "A broadcast, segment or audience has 1,000 users.",
    source: "our choice",
    option: "audienceSize",
  },
  {
    path: "/messages/send",
    status: 201,
    behaviour: "dispatch_id has 32 hexadecimal digits.",
    source: "recorded",
  },
  {
    path: "/messages/send",
    status: 201,
    behaviour: "The response repeats send_id.",
    source: "documented",
    option: "repeatSendId",
  },
  {
    path: "/campaigns/trigger/send",
    behaviour: "It sends to the channels of the campaign.",
    source: "our choice",
    option: "campaigns",
  },
  {
    path: "/campaigns/list",
    status: 200,
    behaviour: "A page has 100 campaigns; pages begin with 0.",
    source: "documented",
  },
  {
    path: "/campaigns/list",
    status: 200,
    behaviour: "is_api_campaign of an API-triggered campaign is true.",
    source: "our choice",
    option: "campaigns",
  },
  {
    path: "/campaigns/details",
    status: 400,
    behaviour: "A campaign that is not known.",
    source: "recorded on other endpoints",
  },
  {
    path: "/sends/data_series",
    behaviour: "length is required, from 1 to 100.",
    source: "documented",
  },
  {
    path: "/sends/data_series",
    behaviour: "Figures are kept for 14 days after the send, and appear at once.",
    source: "documented",
  },
  {
    path: "/sends/data_series",
    status: 200,
    behaviour: "A send ID that was not used, or does not exist, has no entries.",
    source: "our choice",
    option: "unusedSendId",
  },
  {
    path: "/sends/data_series",
    status: 200,
    behaviour: "The figures of channels other than ios_push; nobody opens or clicks.",
    source: "our choice",
  },
];
