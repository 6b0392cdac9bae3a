import { BrazeSendId } from "pulumi-braze";

const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";

const seasons = ["spring-2026", "summer-2026"];

export const sendIds = Object.fromEntries(
  seasons.map((season) => [season, new BrazeSendId(season, { campaignId, sendId: season }).sendId]),
);
