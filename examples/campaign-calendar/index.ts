import { join } from "node:path";
import { readCalendar } from "./calendar";
import { CampaignSendIds } from "./campaign-send-ids";
import { weeksBetween } from "./weeks";

const calendar = readCalendar(join(__dirname, "calendar.yaml"));

/** The send IDs by campaign and week. */
export const sendIds = Object.fromEntries(
  Object.entries(calendar).map(([name, { campaignId, first, last }]) => [
    name,
    new CampaignSendIds(name, { campaignId, weeks: weeksBetween(first, last) }).sendIds,
  ]),
);
