/**
 * The type of a send ID that Pulumi's dynamic-provider host runs. It is part of every URN in recorded states and can never
 * change. This module imports nothing, so that a program and the commands can load it.
 */
export const dynamicSendIdType = "pulumi-nodejs:dynamic/braze:BrazeSendId";

/** The type of a send ID that the plugin runs. */
export const pluginSendIdType = "braze:index:SendId";
