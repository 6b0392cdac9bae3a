export type { BrazeSendIdArgs } from "./resource/braze-send-id-args";
export type * from "./resource/function-types";
export * from "./resource/native-functions";
export { BrazeSendId } from "./resource/native-send-id";
export { Provider } from "./resource/plugin-provider";
export type { ProviderArgs, WorkspaceArgs } from "./resource/provider-args";
