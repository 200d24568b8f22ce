/** Licenses that may be part of a published package under Apache-2.0. */
const permissive = new Set([
  "MIT",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "BlueOak-1.0.0",
  "CC0-1.0",
]);

/** As much of package.json as says whose package it is. */
export interface Ownership {
  readonly repository?: { readonly url?: string };
  readonly homepage?: string;
  readonly bugs?: { readonly url?: string };
  readonly author?: unknown;
}

/** As much of an SBOM in the format of CycloneDX as names licenses. */
export interface Sbom {
  readonly components?: readonly {
    readonly name: string;
    readonly licenses?: readonly {
      readonly license?: { readonly id?: string };
      readonly expression?: string;
    }[];
  }[];
}

/** What keeps a changelog from being the one of a release. */
export function changelogProblem(changelog: string, version: string): string | undefined {
  const heading = changelog
    .split("\n")
    .find((line) => line.startsWith("## ") && line.split(" ")[1] === version);
  if (!heading) return `There is no section "## ${version}".`;
  return /unreleased/i.test(heading) ? `"${heading}": give it the day of the release.` : undefined;
}

/** What keeps package.json from naming the repository that its sources are in. */
export function repositoryProblem(manifest: Ownership, origin: string): string | undefined {
  const repository = toPath(manifest.repository?.url ?? "");
  if (!manifest.author || !repository) return "Set author and repository.";
  const links = [manifest.homepage, manifest.bugs?.url].map((url) => toPath(url ?? ""));
  if (links.some((link) => link !== repository)) return `homepage and bugs are not those of ${repository}.`;
  if (!origin)
    return "There is no Git remote `origin`, so nothing shows that the repository is the right one.";
  return toPath(origin) === repository
    ? undefined
    : `It names ${repository}, and the Git remote \`origin\` is ${origin}.`;
}

/** Names dependencies whose licenses are not known to be permissive. */
export function licenseProblems({ components = [] }: Sbom): string | undefined {
  const others = components.flatMap(({ name, licenses = [] }) => {
    const named = licenses.map(({ license, expression }) => license?.id ?? expression ?? "unknown");
    return named.length > 0 && named.every((id) => permissive.has(id))
      ? []
      : [`${name}: ${named.join(", ") || "none"}`];
  });
  return others.length ? `Look at these licenses: ${others.join("; ")}` : undefined;
}

/** `owner/name` of a repository on GitHub, from any of its URLs. */
function toPath(url: string): string {
  return url.match(/github\.com[/:]([^/]+\/[^/#]+?)(?:\.git)?(?:[/#]|$)/)?.[1] ?? "";
}
