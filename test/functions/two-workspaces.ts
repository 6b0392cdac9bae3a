import { type Emulator, startEmulator } from "pulumi-braze/emulator";

export const names = ["Spring sale", "Summer sale", "Winter sale"];

/** The names of the workspaces. The campaigns of both have the same names, and different identifiers. */
export const workspaces = ["outdoor", "indoor"];

export const idOf = (workspace: number, at: number) => `d8b73da7-0b7c-fc72-1d80-e59c7f20f${workspace}${at}0`;

const keysOf = (workspace: string) => [
  `${workspace}-key-with-all`,
  { key: `${workspace}-reading-key`, permissions: ["campaigns.list"] },
  { key: `${workspace}-creating-key`, permissions: ["sends.id.create"] },
];

export const startBraze = () =>
  startEmulator({
    workspaces: workspaces.map((name, workspace) => ({
      name,
      apiKeys: keysOf(name),
      campaigns: names.map((campaign, at) => ({ id: idOf(workspace, at), name: campaign })),
    })),
  });

/** `BRAZE_WORKSPACES` with one kind of key. */
export const settings = (emulator: Emulator, kind: "key-with-all" | "reading-key" | "creating-key") =>
  JSON.stringify(
    Object.fromEntries(
      workspaces.map((name) => [name, { apiKey: `${name}-${kind}`, endpoint: emulator.url }]),
    ),
  );

/** What a program creates that looks up each campaign in each workspace, in the order of {@link created}. */
export const expected = workspaces
  .flatMap((name, workspace) => names.map((_, at) => `${name} ${idOf(workspace, at)} ${at}`))
  .sort();

export const created = ({ created }: Emulator) =>
  created.map(({ workspace, campaignId, sendId }) => `${workspace} ${campaignId} ${sendId}`).sort();

export const paths = ({ requests }: Emulator, from = 0) =>
  requests.slice(from).map(({ method, path }) => `${method} ${path.split("?")[0]}`);

/** One listing reads the campaigns with and without the archived ones. */
export const listings = (count: number) => Array<string>(2 * count).fill("GET /campaigns/list");
