import { mkdir, readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { SdkLanguage } from "../../../scripts/plugin/generateSdks.ts";
import { readSchema } from "../../../scripts/plugin/places.ts";
import { cachedBin } from "../../../scripts/pulumi-cli/cache.ts";
import { findOnPath } from "../../../scripts/pulumi-cli/installation.ts";
import { runCommand } from "../../../scripts/pulumi-cli/runCommand.ts";
import { writeFiles } from "../../pulumi/support/pulumiProject.ts";

/** The version of Pulumi's own SDK that programs in Python use. */
const pythonRequirement = "pulumi==3.270.0";

/** A language as its folder in programs/ is named. */
export type LanguageName = "TypeScript" | "YAML" | "Python" | "Go";

/** What a project in a language needs besides its program. */
export interface PreparedLanguage {
  /** Why programs in this language can't run here; then there is nothing else. */
  readonly leftOut?: string;
  /** A folder on the PATH ahead of all others. */
  readonly path?: string;
  /** Variables for what runs the program. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Further files of the project. */
  readonly files?: Readonly<Record<string, string>>;
  /** The folder of the SDK, for a project that holds it. */
  readonly sdk?: string;
}

/** What the languages are prepared with. */
export interface Preparation {
  /** For whatever the projects share. */
  readonly folder: string;
  /** The folder of the release, and its files. */
  readonly release: string;
  readonly files: ReadonlyMap<string, string>;
  /** The SDKs that are no part of the release, with the reason. */
  readonly leftOut: ReadonlyMap<string, string>;
  readonly environment: NodeJS.ProcessEnv;
  readonly pulumi: { readonly binDirectory: string };
}

/** Prepares each language that can run here. */
export async function prepareLanguages(
  preparation: Preparation,
): Promise<Record<LanguageName, PreparedLanguage>> {
  return {
    TypeScript: await prepare(preparation, "nodejs", prepareTypeScript),
    YAML: await prepare(preparation, "yaml", async () => ({})),
    Python: await prepare(preparation, "python", preparePython),
    Go: await prepare(preparation, "go", prepareGo),
  };
}

async function prepare(
  preparation: Preparation,
  language: SdkLanguage | "yaml",
  how: (preparation: Preparation) => Promise<PreparedLanguage>,
): Promise<PreparedLanguage> {
  const { environment, leftOut, pulumi } = preparation;
  const host = `pulumi-language-${language}`;
  const path = [pulumi.binDirectory, environment.PATH, cachedBin(process.env)].join(delimiter);
  const reason = leftOut.get(language);
  if (reason) return { leftOut: reason };
  if (await findOnPath(host, { PATH: path })) return how(preparation);
  return { leftOut: `there is no ${host}, and no Go on the PATH to build it with` };
}

/** The package that a release has for npm, unpacked. */
async function prepareTypeScript(preparation: Preparation): Promise<PreparedLanguage> {
  return { sdk: join(await unpack(preparation, ".tgz"), "package") };
}

/** An environment of Python with Pulumi and the wheel of the release. */
async function preparePython({
  folder,
  release,
  files,
  environment,
}: Preparation): Promise<PreparedLanguage> {
  const options = { environment, signal: new AbortController().signal };
  const virtualenv = join(folder, "python");
  const wheel = join(release, fileOf(files, ".whl"));
  await runCommand("python3", ["-m", "venv", virtualenv], options);
  const pip = join(virtualenv, "bin", "pip");
  const quietly = ["install", "--quiet", "--disable-pip-version-check"];
  await runCommand(pip, [...quietly, pythonRequirement, wheel], options);
  return { path: join(virtualenv, "bin") };
}

/** The files that name the modules of a program, with the module of the release in place of the published one. */
async function prepareGo(preparation: Preparation): Promise<PreparedLanguage> {
  const { folder, environment } = preparation;
  const options = { environment, signal: new AbortController().signal, cwd: join(folder, "go-program") };
  const sdk = await unpack(preparation, "-go-");
  const { importBasePath } = readSchema().language.go;
  const sdkModule = await readFile(join(sdk, "go.mod"), "utf8");
  await writeFiles(options.cwd, {
    // The program uses what the SDK uses.
    "go.mod": `${sdkModule.replace(/^module .*/m, "module tokens")}
require ${importBasePath} v0.0.0
replace ${importBasePath} => ${sdk}
`,
    "go.sum": await readFile(join(sdk, "go.sum"), "utf8"),
    "main.go": await readFile(join(import.meta.dirname, "../programs/Go/main.go"), "utf8"),
  });
  await runCommand("go", ["mod", "tidy"], options);
  // Each stack builds the program anew; what it imports is compiled here, once, since that can take minutes.
  await runCommand("go", ["build", "-o", join(folder, "program"), "."], options);
  const [modules, sums] = ["go.mod", "go.sum"].map((name) => readFile(join(options.cwd, name), "utf8"));
  return {
    files: { "go.mod": (await modules) ?? "", "go.sum": (await sums) ?? "" },
    environment: await goSettings(options),
  };
}

/** What a program's build needs to know of this machine's Go, since it runs with an environment of its own. */
async function goSettings(options: { environment: NodeJS.ProcessEnv; signal: AbortSignal }) {
  const names = [
    "GOPATH",
    "GOMODCACHE",
    "GOCACHE",
    "GOPROXY",
    "GOSUMDB",
    "GOTOOLCHAIN",
    "GOFLAGS",
    "GOWORK",
    "CGO_ENABLED",
  ];
  const values = JSON.parse(await runCommand("go", ["env", "-json", ...names], options));
  return values as Record<string, string>;
}

async function unpack({ folder, release, files }: Preparation, part: string): Promise<string> {
  const target = join(folder, `unpacked${part}`);
  await mkdir(target);
  const options = { environment: process.env, signal: new AbortController().signal };
  await runCommand("tar", ["-xzf", join(release, fileOf(files, part)), "-C", target], options);
  return target;
}

function fileOf(files: ReadonlyMap<string, string>, part: string): string {
  return [...files.keys()].find((name) => name.includes(part)) as string;
}
