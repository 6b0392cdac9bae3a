import { BrazeSendId } from "pulumi-braze";

const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";

const weekly = ["2026-w51", "2026-w52", "2026-w53"].map((week) => {
  const sendId = `newsletter-${week}`;
  return new BrazeSendId(sendId, { campaignId, sendId });
});

export const sendIds = weekly.map(({ sendId }) => sendId);
