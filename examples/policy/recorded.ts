import { execFileSync } from "node:child_process";

/** A send ID in the state of the stack. */
export interface Recorded {
  campaignId: string;
  sendId: string;
  workspace?: string;
  /** The name of its explicit provider; undefined for the default one. */
  provider: string | undefined;
}

let recorded: Map<string, Recorded> | undefined;

/**
 * The send IDs in the state before this update, by URN. A policy sees only what the program declares, so the state is
 * exported once, before any send ID is created.
 *
 * @param urn the URN of a resource of the stack, which names the stack and its project.
 */
export function recordedSendIds(urn: string): Map<string, Recorded> {
  recorded ??= readState(nameOfStack(urn));
  return recorded;
}

/** The full name of the stack. A URN does not name the organization, and Pulumi does not pass it to a policy pack. */
function nameOfStack(urn: string): string {
  const [stack, project] = urn.replace("urn:pulumi:", "").split("::");
  const wanted = [process.env.PULUMI_ORGANIZATION, project, stack].filter(Boolean).join("/");
  const options = ["--all", "--project", `${project}`, "--fully-qualify-stack-names", "--json"];
  const stacks: { name: string }[] = JSON.parse(pulumi("stack", "ls", ...options));
  const names = stacks
    .map(({ name }) => name)
    // In an old self-managed backend, the names of stacks contain no project.
    .filter((name) => name === stack || `/${name}`.endsWith(`/${wanted}`));
  const [name] = names;
  if (name === undefined) {
    throw new Error(
      `The stack ${wanted} was not found. Set PULUMI_BACKEND_URL if it is not in the backend that \`pulumi login\` selected.`,
    );
  }
  if (names.length > 1) {
    throw new Error(
      `Several organizations have a stack ${wanted}. Set PULUMI_ORGANIZATION to one of them: ${names.join(", ")}`,
    );
  }
  return name;
}

function readState(stack: string): Map<string, Recorded> {
  const resources: Resource[] =
    JSON.parse(pulumi("stack", "export", "--stack", stack)).deployment?.resources ?? [];
  return new Map(
    resources.flatMap(({ urn, external, delete: replaced, outputs, provider }) =>
      // The stack does not own an external send ID. One that is about to be deleted has its replacement under the same URN.
      external || replaced || outputs?.campaignId === undefined
        ? []
        : [[urn, { ...outputs, provider: explicitProvider(provider?.split("::")[3]) }] as const],
    ),
  );
}

interface Resource {
  urn: string;
  external?: boolean;
  delete?: boolean;
  outputs?: Recorded;
  /** The URN and the ID of its provider. */
  provider?: string;
}

/** The name of a provider that the program declares. Pulumi's default providers have names such as `default_0_1_0`. */
export const explicitProvider = (name: string | undefined) =>
  name === undefined || /^default(_|$)/.test(name) ? undefined : name;

function pulumi(...args: string[]): string {
  return execFileSync("pulumi", [...args, "--non-interactive"], {
    encoding: "utf8",
    maxBuffer: 1024 ** 3,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
