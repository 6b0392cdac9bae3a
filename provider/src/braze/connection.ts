/** Where a send ID is created, and with which key. */
export interface Connection {
  /** The name under `braze:workspaces`; absent for the default workspace. */
  workspace?: string;
  /** The explicit provider whose settings it has; absent for the default provider. */
  providerName?: string;
  apiKey: string;
  /** Origin of the REST API, such as `https://rest.iad-06.braze.com`. */
  endpoint: string;
}
