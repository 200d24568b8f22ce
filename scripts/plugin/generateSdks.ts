import { mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { ensureTools } from "../pulumi-cli/ensureTools.ts";
import { optionalTools } from "../pulumi-cli/goTools.ts";
import { findOnPath, type PulumiInstallation, type PulumiSearch } from "../pulumi-cli/installation.ts";
import { runCommand } from "../pulumi-cli/runCommand.ts";
import { readSchema } from "./places.ts";

/** The languages for which Pulumi has a generator of SDKs, as its CLI names them. */
export const sdkLanguages = ["nodejs", "python", "go", "dotnet", "java"] as const;
export type SdkLanguage = (typeof sdkLanguages)[number];

/** The generators that our own Go program has. The others come with an official CLI. */
const ownGenerators: readonly SdkLanguage[] = ["nodejs", "python", "go"];

/** What is generated, and with what. */
export interface SdkOrder {
  readonly languages: readonly SdkLanguage[];
  /** Gets a folder for each language; what is there is replaced. */
  readonly folder: string;
  readonly pulumi: Pick<PulumiInstallation, "command" | "binDirectory">;
  readonly search: PulumiSearch;
}

/** Generates SDKs from plugin/schema.json. Resolves to the languages that are left out, with the reason. */
export async function generateSdks(order: SdkOrder): Promise<ReadonlyMap<SdkLanguage, string>> {
  const { folder, languages } = order;
  const schema = join(folder, "schema.json");
  await mkdir(folder, { recursive: true });
  await writeFile(schema, JSON.stringify(readSchema()));
  const leftOut = new Map<SdkLanguage, string>();
  for (const language of languages) {
    await rm(join(folder, language), { recursive: true, force: true });
    const reason = await generate(language, schema, order);
    if (reason) leftOut.set(language, reason);
  }
  await rm(schema);
  return leftOut;
}

async function generate(
  language: SdkLanguage,
  schema: string,
  { folder, pulumi, search }: SdkOrder,
): Promise<string | undefined> {
  const { environment } = search;
  if (ownGenerators.includes(language) && (await findOnPath("go", environment))) {
    const [generator = ""] = await ensureTools({ ...search, tools: [optionalTools["sdk-generator"]] });
    await runCommand(generator, [schema, folder, language], search);
    return undefined;
  }
  // Our own language hosts are too old to generate anything, so these are where Go is not.
  const host = `pulumi-language-${language}`;
  const PATH = [environment.PATH, pulumi.binDirectory].join(delimiter);
  if (!(await findOnPath(host, { PATH }))) return `there is no ${host}; it comes with an official Pulumi CLI`;
  const options = ["--language", language, "--out", folder];
  await runCommand(pulumi.command, ["package", "gen-sdk", schema, ...options], {
    ...search,
    environment: { ...environment, PATH },
  });
  return undefined;
}
