import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

const provider = resolve(__dirname, "../../provider");

/** The plugin and everything it needs in one file. Returns the paths of the files in it. */
export async function bundlePlugin(outfile: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(provider, "dist/plugin.js")],
    outfile,
    bundle: true,
    platform: "node",
    target: `node${process.versions.node}`,
    minify: true,
    metafile: true,
    logLevel: "warning",
    plugins: [pulumiModules],
  });
  return Object.keys(metafile.inputs).map((path) => resolve(path));
}

/**
 * The installed package resolves the modules of Pulumi's protocol at run time, from the program's SDK. The bundle contains
 * those of this checkout's SDK. For the bundler to find them, they must be ordinary requires.
 */
const pulumiModules: Plugin = {
  name: "pulumi-modules",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]hosts[\\/]pulumi-modules\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8"))
        .replace(/^const fromPulumi = .*$/m, "")
        .replaceAll("fromPulumi(", "require("),
      resolveDir: dirname(require.resolve("@pulumi/pulumi/package.json")),
    }));
  },
};
