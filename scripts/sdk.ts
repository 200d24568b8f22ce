import { join } from "node:path";
import { generateSdks, sdkLanguages } from "./plugin/generateSdks.ts";
import { artifacts } from "./plugin/places.ts";
import { ensurePulumi } from "./pulumi-cli/ensurePulumi.ts";
import { readFlags } from "./readFlags.ts";

const HELP = `Generates the SDKs of the provider jenkins from plugin/schema.json.

Usage: npm run sdk -- [--help]

They go to artifacts/sdk/, one folder for each language, in place of what is there.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  readFlags({}, HELP);
  const search = { environment: process.env, log: console.error, signal: new AbortController().signal };
  const pulumi = await ensurePulumi(search);
  const folder = join(artifacts, "sdk");
  const leftOut = await generateSdks({ languages: sdkLanguages, folder, pulumi, search });
  for (const language of sdkLanguages) {
    const reason = leftOut.get(language);
    console.log(reason ? `${language} is left out: ${reason}.` : `${language}: artifacts/sdk/${language}`);
  }
  return 0;
}
