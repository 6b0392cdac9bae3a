import type { Combination } from "./combinations";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

/** A program that exports, in addition to its send IDs, the versions that ran it. */
export function program({ language, modules }: Pick<Combination, "language" | "modules">): string {
  const typescript = language === "TypeScript";
  const imports =
    !typescript && modules === "CommonJS"
      ? `const { BrazeSendId } = require("pulumi-braze");
const { version } = require("@pulumi/pulumi/version");`
      : `import { BrazeSendId${typescript ? ", type BrazeSendIdArgs" : ""} } from "pulumi-braze";
import { version } from "@pulumi/pulumi/version${modules === "ESM" ? ".js" : ""}";`;
  const exported = !typescript && modules === "CommonJS" ? "exports." : "export const ";
  return `${imports}
const args${typescript ? ": BrazeSendIdArgs" : ""} = { campaignId: "${campaignId}" };
${exported}generated = new BrazeSendId("generated", args).sendId;
${exported}own = new BrazeSendId("own", { ...args, sendId: "winter-sale" }).sendId;
${exported}sdk = version;
${exported}node = process.version;
${exported}modules = ${modules === "ESM" ? "import.meta.url && " : "module.id && "}"${modules}";
`;
}
