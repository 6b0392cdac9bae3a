export { BrazeSendId } from "./program/braze-send-id";
export type { BrazeSendIdArgs } from "./program/braze-send-id-args";
export type * from "./program/function-types";
export * from "./program/functions";
