export { type Behavior, behaviors } from "./behaviors";
export type { Clock } from "./clock";
export { type Emulator, startEmulator } from "./emulator";
export type { AlteredResponse, DroppedRequest, Fault, FaultCondition, ScriptedResponse } from "./faults";
export { openApiDocument } from "./openapi";
export {
  type ApiKeyOptions,
  type CampaignOptions,
  defaultApiKey,
  type EmulatorOptions,
  type WorkspaceOptions,
} from "./options";
export type { RecordedRequest } from "./recorded-request";
export { type LogEntry, logLine } from "./request-log";
export type { CreatedSendId, SentMessage } from "./workspaces";
