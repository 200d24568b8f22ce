import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

export const SDK = "github.com/pulumi/pulumi/sdk/v3";
const ENGINE = "github.com/pulumi/pulumi/pkg/v3";

/** The Go modules in this folder, and the module of Pulumi whose version the executables of each report. */
const versionedBy = { engine: ENGINE, "language-hosts": SDK, codegen: SDK };

type ModuleName = keyof typeof versionedBy;

/** An executable that is built from one of the Go modules in this folder. */
export interface GoTool {
  /** The file name of the executable. */
  readonly file: string;
  readonly module: ModuleName;
  readonly package: string;
  /** A script among the sources of the SDK that goes beside the executable. */
  readonly script?: string;
}

/** The CLI, and the language host of Node.js programs with the launcher of their dynamic providers. */
export const cliTools: readonly GoTool[] = [
  { file: "pulumi", module: "engine", package: `${ENGINE}/cmd/pulumi` },
  {
    ...languageHost("nodejs/cmd/pulumi-language-nodejs"),
    script: "nodejs/dist/pulumi-resource-pulumi-nodejs",
  },
];

const yamlHost = "pulumi-language-yaml";

/** What is built only when it is wanted, by the name for `--with`. */
export const optionalTools = {
  yaml: { file: yamlHost, module: "codegen", package: `github.com/pulumi/pulumi-yaml/cmd/${yamlHost}` },
  python: {
    ...languageHost("python/cmd/pulumi-language-python"),
    script: "python/cmd/pulumi-language-python-exec",
  },
  go: languageHost("go/pulumi-language-go"),
  "sdk-generator": { file: `sdk-generator-${generatorRevision()}`, module: "codegen", package: "." },
} satisfies Record<string, GoTool>;

/** An SDK of 2023 is the last whose module still contains the language hosts. They run programs of today's SDKs. */
function languageHost(path: string): GoTool {
  return { file: basename(path), module: "language-hosts", package: `${SDK}/${path}` };
}

/** The generator's source is part of this project, so a cached executable is of use for the same source only. */
function generatorRevision(): string {
  const hash = createHash("sha256");
  for (const name of ["main.go", "go.mod"]) hash.update(readFileSync(join(moduleFolder("codegen"), name)));
  return hash.digest("hex").slice(0, 8);
}

/** The folder whose `go.mod` pins the versions. */
export function moduleFolder(name: ModuleName): string {
  return join(import.meta.dirname, name);
}

/**
 * The version that the executables of a module report, without a `v`. That of the engine is the version of the CLI that is
 * installed where none is found; its `go.mod` is the one place that names it.
 */
export function versionIn(name: ModuleName): string {
  const goMod = readFileSync(join(moduleFolder(name), "go.mod"), "utf8");
  const version = goMod.split(`${versionedBy[name]} v`)[1]?.split(/\s/)[0];
  if (version === undefined) throw new Error(`go.mod of ${name} does not require ${versionedBy[name]}.`);
  return version;
}
