import type { EmulatorOptions } from "./options";

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

/** The source, the behavior, and the option that changes it. */
type Row = readonly [Behavior["source"], string, (keyof EmulatorOptions)?];

/** All behaviors of the emulator. The OpenAPI document lists them with each response. */
export const behaviors: readonly Behavior[] = [
  ...toBehaviors({}, [
    ["documented", "The key is read from Authorization: Bearer <key>.", "workspaces"],
    ["documented", "The key is also read from api_key in the body or the URL, deprecated since May 2020."],
    [
      "our choice",
      "A key in the header takes precedence over one in the body, which takes precedence over one in the URL.",
    ],
    ["documented", "campaign_id is required, send_id optional."],
    ["documented", "send_id is ASCII and at most 64 characters long."],
    ["our choice", "An empty send_id is rejected; control characters and whitespace are accepted."],
    ["our choice", "Undocumented fields are ignored."],
    ["recorded", "Any campaign_id of 8-4-4-4-12 hexadecimal digits exists.", "campaigns"],
    [
      "our choice",
      "Requests are checked in this order: path, content type, size, key, permission, JSON, fields, campaign, repeated pair, daily limit.",
    ],
    ["recorded", "Every response has an x-request-id."],
    ["our choice", "The date header follows the emulator's clock."],
    ["documented", "x-ratelimit-limit, -remaining and -reset (UTC epoch seconds) are sent, in lowercase."],
    ["recorded", "Rejections have them, too, if the key is known."],
    ["recorded", "Retry-After is never sent."],
    ["documented", "A workspace has 100 send IDs a day.", "dailyLimit"],
    ["documented", "The day is a window on a fixed clock, not a rolling one."],
    ["our choice", "The day begins at midnight UTC."],
    ["documented", "Each pair of campaign_id and send_id counts toward the limit."],
    ["recorded on other endpoints", "A rejected request with a known key counts, too.", "countRejected"],
    ["our choice", "A generated send_id counts, too.", "countGenerated"],
  ]),
  ...toBehaviors({ status: 201 }, [
    ["recorded", "The status of a success is 201.", "successStatus"],
    ["documented", 'The body is {"message": "success", "send_id": …}.'],
    ["our choice", "A generated send_id is a UUID."],
    ["our choice", "An existing pair succeeds again, and does not count again.", "repeatedPair"],
  ]),
  ...toBehaviors({ status: 200 }, [
    ["our choice", "The status of a success, if the option is set to 200.", "successStatus"],
  ]),
  ...toBehaviors({ status: 400 }, [
    ["documented", "The message for a campaign_id that is missing or not a string."],
    ["documented", "The message for an unknown campaign.", "campaigns"],
    ["documented", "The message for a body that is not JSON; its field is error."],
    ["our choice", "The message for an invalid send_id or a repeated pair.", "repeatedPair"],
    ["our choice", "A body with more than 100,000 values is rejected as one that is not JSON."],
    ["our choice", "If there are several problems, errors lists them."],
    ["our choice", "Malformed HTTP fails with 400 and a message."],
  ]),
  ...toBehaviors({ status: 401 }, [
    ["recorded", "The message contains the wrong key."],
    ["recorded", "The rate-limit headers are present but empty."],
    ["our choice", "The message for a missing key ends after the colon."],
  ]),
  ...toBehaviors({ status: 403 }, [
    [
      "recorded on other endpoints",
      '"Access Denied" if the key lacks the permission sends.id.create.',
      "workspaces",
    ],
    ["documented", '"Access Denied" if the path ends with a slash.'],
  ]),
  ...toBehaviors({ status: 404 }, [
    ["recorded", '"Invalid URL" for any other path.'],
    ["our choice", "errors lists the available endpoints. Another method fails with 404, too."],
  ]),
  ...toBehaviors({ status: 408 }, [
    ["our choice", "The request takes too long to arrive.", "requestTimeoutMs"],
  ]),
  ...toBehaviors({ status: 413 }, [
    ["documented", "The body is larger than 4 MB."],
    ["our choice", "The message."],
  ]),
  ...toBehaviors({ status: 415 }, [
    ["documented", "The Content-Type is not application/json."],
    ["our choice", "The message."],
  ]),
  ...toBehaviors({ status: 421 }, [
    ["our choice", "On a loopback address, the Host is not a loopback name.", "host"],
  ]),
  ...toBehaviors({ status: 429 }, [
    ["documented", "The daily limit is used up.", "dailyLimit"],
    ["our choice", "The message. A request that would not count succeeds."],
  ]),
  ...toBehaviors({ status: 431 }, [["our choice", "The headers are larger than 16 KiB."]]),
  ...toBehaviors({ status: 500 }, [["our choice", "The state file cannot be written.", "state"]]),
  ...toBehaviors({ path: "/messages/send" }, [
    ["documented", "campaign_id is required with send_id, and message_variation_id with campaign_id."],
    ["our choice", "A send_id that was not created is rejected.", "unregisteredSendId"],
    ["our choice", "Any channel is accepted, up to 20 with names of up to 64 characters."],
    ["our choice", "A broadcast, segment or audience reaches 1,000 users.", "audienceSize"],
  ]),
  ...toBehaviors({ path: "/messages/send", status: 201 }, [
    ["recorded", "dispatch_id has 32 hexadecimal digits."],
    ["documented", "The response repeats send_id.", "repeatSendId"],
  ]),
  ...toBehaviors({ path: "/campaigns/trigger/send" }, [
    ["our choice", "The message is sent to the channels of the campaign.", "campaigns"],
  ]),
  ...toBehaviors({ path: "/campaigns/list", status: 200 }, [
    ["documented", "A page has 100 campaigns. The first page is 0."],
    ["our choice", "is_api_campaign is true for an API-triggered campaign.", "campaigns"],
  ]),
  ...toBehaviors({ path: "/campaigns/details", status: 400 }, [
    ["recorded on other endpoints", "The campaign is unknown."],
  ]),
  ...toBehaviors({ path: "/sends/data_series" }, [
    ["documented", "length is required, from 1 to 100."],
    ["documented", "Figures are available at once, for 14 days after the send."],
  ]),
  ...toBehaviors({ path: "/sends/data_series", status: 200 }, [
    ["our choice", "A send ID that was not used or does not exist has no entries.", "unusedSendId"],
    ["our choice", "The figures of channels other than ios_push."],
    [
      "our choice",
      "No recipient opens a message, unless the option says so: then once each, on the day of the send.",
      "openRate",
    ],
    [
      "our choice",
      "No recipient clicks, unless the option says so: then once each, on the day of the send.",
      "clickRate",
    ],
  ]),
];

function toBehaviors(response: Pick<Behavior, "path" | "status">, rows: readonly Row[]): Behavior[] {
  return rows.map(([source, behavior, option]) => ({
    ...response,
    behavior,
    source,
    ...(option && { option }),
  }));
}
