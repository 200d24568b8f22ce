import { join } from "node:path";
import { packagePlugin } from "./plugin/packagePlugin.ts";
import { artifacts } from "./plugin/places.ts";
import { ensurePulumi } from "./pulumi-cli/ensurePulumi.ts";
import { readFlags } from "./readFlags.ts";

const HELP = `Makes the files of a release of the provider jenkins: the plugin for each
platform, the packages of its SDKs, and their checksums.

Usage: npm run package:plugin -- [--help]

They go to artifacts/release/, in place of what is there.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  readFlags({}, HELP);
  const search = { environment: process.env, log: console.error, signal: new AbortController().signal };
  const pulumi = await ensurePulumi(search);
  const { files, leftOut } = await packagePlugin({ folder: join(artifacts, "release"), pulumi, search });
  for (const [name, content] of files) console.log(`${name}: ${content}`);
  for (const [language, reason] of leftOut) console.log(`The SDK for ${language} is left out: ${reason}.`);
  console.log("All of it is in artifacts/release/, with SHA256SUMS.");
  return 0;
}
