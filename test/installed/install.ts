import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Combination, managers } from "./combinations";
import { runCommand } from "./run-command";

/** Installs the packed package into a program's folder, as its user would. */
export async function install(
  folder: string,
  { manager, sdk, language, modules }: Pick<Combination, "manager" | "sdk" | "language" | "modules">,
  tarball: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const typescript = language === "TypeScript";
  const manifest = {
    name: "installed",
    private: true,
    type: modules === "ESM" ? "module" : "commonjs",
    main: typescript ? "index.ts" : "index.js",
    dependencies: { "@pulumi/pulumi": sdk, "pulumi-braze": `file:${tarball}` },
    // Pulumi runs a TypeScript program as ES modules only if the program depends on ts-node.
    ...(typescript
      ? { devDependencies: { "@types/node": "20.19.43", "ts-node": "10.9.2", typescript: "5.9.3" } }
      : {}),
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  if (typescript) {
    const compilerOptions = {
      target: "es2022",
      strict: true,
      skipLibCheck: true,
      // As in Pulumi's templates, and as documented for ES modules.
      ...(modules === "ESM"
        ? { module: "nodenext", moduleResolution: "nodenext" }
        : { module: "commonjs", moduleResolution: "node" }),
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  }
  await commands[manager](folder, env);
}

const commands: Record<Combination["manager"], (folder: string, env: NodeJS.ProcessEnv) => Promise<unknown>> =
  {
    npm: (folder, env) =>
      runCommand("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], folder, env),
    async pnpm(folder, env) {
      // A dependency of @pulumi/pulumi has an install script, and pnpm fails until the project allows or forbids it.
      await writeFile(join(folder, "pnpm-workspace.yaml"), "allowBuilds:\n  protobufjs: false\n");
      await byName("pnpm", ["install", "--prefer-offline"], folder, env);
    },
    "yarn classic": (folder, env) =>
      byName("yarn classic", ["install", "--non-interactive", "--prefer-offline"], folder, env),
    async "yarn berry, node_modules"(folder, env) {
      await writeFile(join(folder, ".yarnrc.yml"), "nodeLinker: node-modules\nenableTelemetry: false\n");
      // Yarn searches the parent folders for a project until it finds a lock file.
      await writeFile(join(folder, "yarn.lock"), "");
      // Yarn ignores npm's setting of the registry, which names a mirror on some machines.
      const registry = (await runCommand("npm", ["config", "get", "registry"], folder, env)).trim();
      await byName("yarn berry, node_modules", ["install", "--no-immutable"], folder, {
        ...env,
        YARN_NPM_REGISTRY_SERVER: registry,
      });
    },
  };

const byName = (manager: Combination["manager"], args: string[], folder: string, env: NodeJS.ProcessEnv) =>
  runCommand("npx", ["--yes", "--prefer-offline", managers[manager], ...args], folder, env);
