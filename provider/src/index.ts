export { BrazeSendId } from "./resource/braze-send-id";
export type { BrazeSendIdArgs } from "./resource/braze-send-id-args";
