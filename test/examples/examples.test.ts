import assert from "node:assert/strict";
import { cp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { limitConcurrency } from "../../provider/src/braze/limit-concurrency";
import { startEmulator } from "../../provider/src/emulator";
import { blocksOf, checkout, shellBlocksOf } from "../documentation/blocks";
import { markdownFiles } from "../documentation/markdown-files";
import { skipReason } from "../documentation/skipped-blocks";
import { type InstalledPackage, installPackage } from "./installed-package";
import { type ShellSession, startSession } from "./shell-session";

/** How a block is changed before it runs. */
interface Choices {
  /** The input for a command that prompts. */
  answer?: string;
  change?: (block: string) => string;
}

describe("the documentation, followed step by step with the packed package", function () {
  // Takes about two minutes on two cores.
  this.timeout(300_000);
  let installed: InstalledPackage | undefined;
  const end: ShellSession["end"][] = [];
  const running = new Map<string, Promise<void>>();
  const followed = new Set<string>();

  before(() => {
    installed = installPackage();
    // Each one mostly waits for processes to start.
    const inTurn = limitConcurrency(2);
    for (const [name, scenario] of Object.entries(scenarios)) {
      const run = inTurn(scenario);
      run.catch(() => {});
      running.set(name, run);
    }
  });
  after(async () => {
    await Promise.allSettled(running.values());
    await Promise.all(end.map((they) => they()));
    installed?.remove();
  });

  const blocksToFollow = (page: string) => shellBlocksOf(page).filter((block) => !skipReason(page, block));

  async function follow(...pages: string[]) {
    const session = await startSession();
    end.push(session.end);
    const blocks = pages.flatMap((page) => {
      followed.add(page);
      return blocksToFollow(page);
    });
    return {
      session,
      next: ({ answer, change = (block) => block }: Choices = {}) =>
        session.run(change(blocks.shift() ?? assert.fail("there are no more blocks")), answer),
      finished: () => assert.deepEqual(blocks, []),
    };
  }

  /** Follows an example in a copy outside of the checkout, with its dependencies installed. */
  async function followExample(example: string) {
    const { session, next, finished } = await follow(`examples/${example}/README.md`);
    session.folder = join(session.folder, example);
    await cp(join(checkout, "examples", example), session.folder, {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
    await symlink(installed?.nodeModules ?? "", join(session.folder, "node_modules"));
    const withoutInstalling = (block: string) => block.replace(/^npm install$/m, ":");
    return {
      session,
      next: ({ change = (block) => block, ...rest }: Choices = {}) =>
        next({ ...rest, change: (block) => change(withoutInstalling(block)) }),
      finished,
    };
  }

  const scenarios: Record<string, () => Promise<void>> = {
    async docs() {
      const { session, next, finished } = await follow(
        ...[
          "getting-started",
          "configuration",
          "state-and-teams",
          "pipelines",
          "emulator",
          "installation-configuration",
        ].map((page) => `docs/${page}.md`),
      );
      const [program, manifest] = ["typescript", "yaml"].map(
        (wanted) =>
          blocksOf("docs/getting-started.md").find(({ language }) => language === wanted)?.text ?? "",
      ) as [string, string];
      // Replaces the published package.
      await next({ change: (block) => block.replace("pulumi-braze @", `${installed?.tarball} @`) });
      await writeFile(join(session.folder, "index.ts"), program);
      await writeFile(join(session.folder, "Pulumi.yaml"), manifest);
      assert.match(await next(), /winterSale: "winter-sale-2026".*\+ 3 to create/s);
      await using braze = await startEmulator({ apiKey: "a-key-of-braze" });
      const up = await next({
        answer: "a-key-of-braze",
        change: (block) => block.replace("braze:instance US-06", `braze:endpoint ${braze.url}`),
      });
      assert.match(up, /\+ 3 created/);
      assert.doesNotMatch(up, /warning/i);
      assert.match(await next(), /"winterSale":\s*"winter-sale-2026"/);
      assert.match(await next(), /^http:\/\/127\.0\.0\.1:\d+$/m);
      // In a stack without configuration, which would override the environment.
      const inAnotherStack = (block: string) => `pulumi stack init trial\n${block}\npulumi stack select dev`;
      assert.match(await next({ change: inAnotherStack }), /\+ 3 created/);
      await next({ answer: "another-key" });
      assert.match(await next(), /winter-sale-2026 .*custom/);
      assert.match(await next(), /3 unchanged/);
      assert.match(await next(), /no changes/);
      assert.match(await next(), /^http:\/\/127\.0\.0\.1:\d+$/m);
      for (const answer of ["a-key", "", "a-key"]) await next({ answer });
      assert.match(await session.run("pulumi config get braze:workspaces"), /"instance":\s*"EU-01"/);
      finished();
    },

    async "development and production"() {
      const { session, next, finished } = await follow("docs/alongside.md");
      session.folder = join(session.folder, "quickstart");
      await cp(join(checkout, "examples/quickstart"), session.folder, { recursive: true });
      await rm(join(session.folder, "node_modules"), { recursive: true, force: true });
      await symlink(installed?.nodeModules ?? "", join(session.folder, "node_modules"));
      for (const apiKey of ["key-of-development", "key-of-production"]) {
        await using braze = await startEmulator({ apiKey });
        const up = await next({
          answer: apiKey,
          change: (block) => block.replace(/braze:instance \S+/, `braze:endpoint ${braze.url}`),
        });
        assert.match(up, /\+ 3 created/);
        assert.equal(braze.created.length, 2);
      }
      finished();
    },

    async "before the first release"() {
      const { session, next, finished } = await follow("examples/README.md");
      const quickstart = join(session.folder, "examples/quickstart");
      await cp(join(checkout, "examples/quickstart"), quickstart, {
        recursive: true,
        filter: (path) => !path.includes("node_modules"),
      });
      await next({
        // The package of this checkout, without a build that other tests would notice.
        change: (block) =>
          block.replace("npm ci && npm pack --workspace pulumi-braze", `cp ${installed?.tarball} examples #`),
      });
      // Getting started installs the package completely. Here, npm resolves it with the versions that the example pins.
      session.env.npm_config_package_lock_only = "true";
      await next();
      finished();
      const json = async (name: string) => JSON.parse(await readFile(join(quickstart, name), "utf8"));
      const { dependencies } = await json("package.json");
      const { packages } = await json("package-lock.json");
      assert.equal(dependencies["pulumi-braze"], "file:../pulumi-braze-0.1.0.tgz");
      assert.equal(packages["node_modules/pulumi-braze"].resolved, dependencies["pulumi-braze"]);
      assert.equal(packages["node_modules/@pulumi/pulumi"].version, dependencies["@pulumi/pulumi"]);
    },

    async quickstart() {
      const { session, next, finished } = await followExample("quickstart");
      assert.match(await next(), /\+ 3 to create/);
      await next();
      const up = await next();
      assert.match(up, /\+ 3 created/);
      assert.match(up, /newsletter: "[0-9a-f-]{36}"\s+winterSale: "winter-sale-2026"/);
      assert.match(await next({ answer: "a-key-of-braze" }), /3 unchanged/);
      assert.equal(await session.run("pulumi config get braze:apiKey"), "a-key-of-braze\n");
      finished();
    },

    async "pulumi new"() {
      const session = await startSession();
      end.push(session.end);
      // The template in the checkout, with the packed package in place of the published one.
      const template = join(session.folder, "quickstart");
      await cp(join(checkout, "examples/quickstart"), template, {
        recursive: true,
        filter: (path) => !path.includes("node_modules"),
      });
      const json = await readFile(join(template, "package.json"), "utf8");
      const packed = json.replace('"pulumi-braze": "0.1.0"', `"pulumi-braze": "file:${installed?.tarball}"`);
      await writeFile(join(template, "package.json"), packed);
      // What it asks for. The key is secret.
      const { template: asked } = parse(await readFile(join(template, "Pulumi.yaml"), "utf8"));
      assert.deepEqual(
        Object.entries<{ secret?: boolean }>(asked.config).map(([key, { secret }]) => [key, secret]),
        [
          ["campaignId", undefined],
          ["braze:instance", undefined],
          ["braze:apiKey", true],
        ],
      );

      const page = await readFile(join(checkout, "docs/getting-started.md"), "utf8");
      const [, command = ""] = /^(pulumi new )https:\S+\/examples\/quickstart$/m.exec(page) ?? [];
      const answers = "--yes --name my-sends --stack dev --config campaignId=a-campaign";
      await session.run(`mkdir my-sends; cd my-sends; ${command}${template} ${answers}`);
      assert.deepEqual((await readdir(session.folder)).sort(), [
        ...[".gitignore", "Pulumi.dev.yaml", "Pulumi.yaml", "README.md"],
        ...["index.ts", "node_modules", "package-lock.json", "package.json", "tsconfig.json"],
      ]);
      const project = parse(await readFile(join(session.folder, "Pulumi.yaml"), "utf8"));
      assert.deepEqual([project.name, project.template], ["my-sends", undefined]);
      const readme = await readFile(join(session.folder, "README.md"), "utf8");
      const targets = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
      assert.deepEqual(
        targets.filter((target) => !target.startsWith("https://")),
        [],
      );

      assert.match(await session.run("pulumi preview"), /\+ 3 to create/);
    },

    async "campaign-calendar"() {
      const { session, next, finished } = await followExample("campaign-calendar");
      await next();
      await next();
      const up = await next();
      assert.match(up, /\+ 10 created/);
      const weeks = Object.keys(JSON.parse(up.slice(up.lastIndexOf("\n{"))).newsletter);
      assert.deepEqual(weeks, ["2026-W51", "2026-W52", "2026-W53", "2027-W01", "2027-W02"]);

      const calendar = join(session.folder, "calendar.yaml");
      const before = await readFile(calendar, "utf8");
      await writeFile(calendar, before.replace("last: 2027-W02", "last: 2027-W03"));
      assert.match(await session.run("pulumi preview"), /\+ 1 to create\n\s+10 unchanged/);

      // Two runs that overlap: one waits for the other.
      const scheduled = await next({ change: (block) => `{ ${block} } & sleep 1; ${block}wait $!` });
      assert.match(scheduled, /Another update of this stack is running\./);
      assert.equal(scheduled.match(/"newsletter-2027-w03"/g)?.length, 2);
      assert.match(await session.run("pulumi preview"), /11 unchanged/);
      finished();
    },

    async workspaces() {
      const { session, next, finished } = await followExample("workspaces");
      await next();
      await next();
      await next();
      assert.match(await next(), /\+ 3 created/);
      const { sendIds } = JSON.parse(await session.run("pulumi stack output --json"));
      assert.deepEqual(sendIds, { indoor: "spring-sale-2027", outdoor: "spring-sale-2027" });
      const campaigns = (await session.run("pulumi stack export")).match(/"campaignId": "[^"]+"/g);
      assert.equal(new Set(campaigns).size, 2);
      // A lookup reads from Braze in a preview, too, and these tests do not.
      const preview = next({
        // A person types each of the two keys.
        change: (block) =>
          `export HTTPS_PROXY=http://127.0.0.1:9\n${block.replace(/^pulumi config set .+apiKey$/gm, "echo a-key-of-braze | $&")}`,
      });
      await assert.rejects(
        preview,
        /Campaigns could not be listed: https:\/\/rest\.\S+ could not be reached/,
      );
      finished();
    },

    async "send-message"() {
      const { session, next, finished } = await followExample("send-message");
      await next();
      await next();
      assert.match(await next(), /\+ 2 created/);
      await next();

      assert.match(await next(), /^201 .*"dispatch_id"/m);
      const results = await next();
      assert.match(results, /winter-sale-2026/);
      assert.match(results, /email/i);
      assert.match(await readFile(join(session.folder, "results.html"), "utf8"), /winter-sale-2026/);

      assert.match(await next(), /"BRAZE_SEND_ID":\s*"winter-sale-2026"/);
      finished();
    },

    async "unit-tests"() {
      const { session, next, finished } = await followExample("unit-tests");
      assert.match(await next(), /# pass 3\n# fail 0/);
      finished();
      // The suite must be able to fail.
      const program = join(session.folder, "index.ts");
      await writeFile(program, (await readFile(program, "utf8")).replace('"2026-w53"', '"2026-W53"'));
      await assert.rejects(
        session.run(
          "node --require ts-node/register/transpile-only --test-name-pattern=names send-ids.test.ts",
        ),
        /# fail 1/,
      );
    },
  };

  for (const name of Object.keys(scenarios)) it(name, () => running.get(name));

  it("is every page with a shell block, except for blocks that skipped-blocks.ts lists with a reason", async () => {
    await Promise.allSettled(running.values());
    assert.deepEqual(
      markdownFiles.filter((page) => blocksToFollow(page).length > 0 && !followed.has(page)),
      [],
    );
  });
});
