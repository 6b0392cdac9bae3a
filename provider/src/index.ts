export { BrazeSendId } from "./resource/braze-send-id";
export type { BrazeSendIdArgs } from "./resource/braze-send-id-args";
export type * from "./resource/function-types";
export * from "./resource/functions";
