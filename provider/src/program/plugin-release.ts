const { version, pluginDownloadURL } = require("../../package.json") as {
  version: string;
  pluginDownloadURL?: string;
};

/**
 * The version of the plugin that the engine installs for a program, and where it is downloaded from. A release adds
 * `pluginDownloadURL` to `package.json`. Without it, the engine uses any installed version.
 */
export const pluginRelease = pluginDownloadURL === undefined ? {} : { version, pluginDownloadURL };
