export type { BrazeSendIdArgs } from "./program/braze-send-id-args";
export type * from "./program/function-types";
export * from "./program/native-functions";
export { BrazeSendId } from "./program/native-send-id";
export { Provider } from "./program/plugin-provider";
export type { ProviderArgs, WorkspaceArgs } from "./program/provider-args";
