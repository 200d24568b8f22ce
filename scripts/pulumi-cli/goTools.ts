import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The Go modules of Pulumi's SDK and of its engine. */
export const SDK = "github.com/pulumi/pulumi/sdk/v3";
const ENGINE = "github.com/pulumi/pulumi/pkg/v3";

/** An executable that is built from one of the Go modules in this folder. */
export interface GoTool {
  /** The file name of the executable. */
  readonly file: string;
  /** The folder whose `go.mod` pins the versions. */
  readonly module: string;
  readonly package: string;
  /** The module of Pulumi whose version the executable reports. */
  readonly versionOf: string;
  /** A script among the sources of the SDK that goes beside the executable. */
  readonly script?: string;
}

const pulumi: GoTool = {
  file: "pulumi",
  module: join(import.meta.dirname, "engine"),
  package: `${ENGINE}/cmd/pulumi`,
  versionOf: ENGINE,
};

/** The CLI, and the language host of Node.js programs with the launcher of their dynamic providers. */
export const cliTools: readonly GoTool[] = [
  pulumi,
  sdkTool("nodejs/cmd/pulumi-language-nodejs", "nodejs/dist/pulumi-resource-pulumi-nodejs"),
];

/** What is built only when it is wanted, by the name for `--with`. */
export const optionalTools = {
  yaml: codegenTool("pulumi-language-yaml", "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"),
  python: sdkTool("python/cmd/pulumi-language-python", "python/cmd/pulumi-language-python-exec"),
  go: sdkTool("go/pulumi-language-go"),
  "sdk-generator": codegenTool(`sdk-generator-${generatorRevision()}`, "."),
} satisfies Record<string, GoTool>;

/** An SDK of 2023 is the last whose module still contains the language hosts. They run programs of today's SDKs. */
function sdkTool(path: string, script?: string): GoTool {
  const module = join(import.meta.dirname, "language-hosts");
  return {
    file: basename(path),
    module,
    package: `${SDK}/${path}`,
    versionOf: SDK,
    ...(script && { script }),
  };
}

function codegenTool(file: string, goPackage: string): GoTool {
  return { file, module: join(import.meta.dirname, "codegen"), package: goPackage, versionOf: SDK };
}

/** The generator's source is part of this project, so a cached executable is of use for the same source only. */
function generatorRevision(): string {
  const sources = ["main.go", "go.mod"].map((name) =>
    readFileSync(join(import.meta.dirname, "codegen", name)),
  );
  return createHash("sha256").update(Buffer.concat(sources)).digest("hex").slice(0, 8);
}

/** The CLI version that is installed where none is found; `engine/go.mod` is the one place that names it. */
export function pinnedVersion(): string {
  return toolVersion(pulumi);
}

/** The version that a tool reports, without a `v`: that of the module of Pulumi that it is built from. */
export function toolVersion({ module, versionOf }: Pick<GoTool, "module" | "versionOf">): string {
  const goMod = readFileSync(join(module, "go.mod"), "utf8");
  const version = goMod.split(`${versionOf} v`)[1]?.split(/\s/)[0];
  if (version === undefined) throw new Error(`${join(module, "go.mod")} does not require ${versionOf}.`);
  return version;
}
