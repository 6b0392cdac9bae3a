export { type Behavior, behaviors } from "./behaviors";
export type { Clock } from "./clock";
export type { Fault, FaultCondition } from "./faults";
export { openApiDocument } from "./openapi";
export {
  type ApiKeyOptions,
  type CampaignOptions,
  defaultApiKey,
  type EmulatorOptions,
  type WorkspaceOptions,
} from "./options";
export { type LogEntry, logLine, type RecordedRequest } from "./request-log";
export { type Emulator, startEmulator } from "./start-emulator";
export type { CreatedSendId, SentMessage } from "./workspaces";
