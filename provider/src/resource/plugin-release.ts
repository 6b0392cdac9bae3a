const { version, pluginDownloadURL } = require("../../package.json") as {
  version: string;
  pluginDownloadURL?: string;
};

/**
 * Which plugin the engine gets for a program, and where. Set by a release, which adds `pluginDownloadURL` to
 * `package.json`; before, the engine uses the plugin that it finds.
 */
export const pluginRelease = pluginDownloadURL === undefined ? {} : { version, pluginDownloadURL };
