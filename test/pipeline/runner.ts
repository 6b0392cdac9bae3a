import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { isolatedEnvironment } from "../../tools/isolated-environment";
import { installPackage } from "../examples/installed-package";
import { nodeBinaries } from "../installed/node-binaries";

/** A machine that runs the jobs of pipelines. */
export interface Runner {
  /** A folder for everything that the jobs leave. */
  home: string;
  /** The environment variables of all jobs. Without those of the test, which may run in a pipeline itself. */
  env: Record<string, string>;
  /** The packed package. */
  tarball: string;
  remove(): Promise<void>;
}

/** Replaces commands of the jobs. */
const standIns = join(__dirname, "stand-ins");

const inherited =
  /^(PATH|HOME|TMPDIR|PULUMI_HOME|PULUMI_SKIP_UPDATE_CHECK|PULUMI_NODEJS_TRANSPILE_ONLY|npm_config_.*)$/;

/** Starts one, with a Pulumi CLI, and with the Node.js version of the example's pipelines. */
export async function startRunner(): Promise<Runner> {
  const home = await mkdtemp(join(tmpdir(), "pulumi-braze-runner-"));
  await mkdir(join(home, "artifacts"));
  const installed = installPackage();
  const node = (await nodeBinaries([22]))(22);
  const isolated = Object.entries(await isolatedEnvironment(home)).filter(([name]) => inherited.test(name));
  const env = Object.fromEntries(isolated) as Record<string, string>;
  return {
    home,
    env: {
      ...env,
      PATH: [standIns, node, env.PATH].join(delimiter),
      npm_config_prefer_offline: "true",
      DEPENDENCIES: installed.nodeModules,
      ARTIFACTS: join(home, "artifacts"),
      // The user's settings for act are not those of the tests.
      XDG_CONFIG_HOME: home,
    },
    tarball: installed.tarball,
    async remove() {
      installed.remove();
      await rm(home, { recursive: true, force: true });
    },
  };
}
