import { spawnSync } from "node:child_process";
import { readFlags } from "./readFlags.ts";
import { changelogProblem, licenseProblems, repositoryProblem } from "./releaseCheck/rules.ts";

const HELP = `Does all that can be done before this version is published.

Usage: npm run release:check -- [--tag v1.2.3] [--quick] [--help]

  --tag    the Git tag of the release, which must name the version of package.json
  --quick  leave out \`npm run check\`, \`npm test\` and \`npm run test:packaging\`

Ends with 1 when something has to be done first.
`;

/** Resolves to what has to be done first; undefined when all is well. */
type Check = () => string | undefined;

const actionlint = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";

process.exitCode = main();

function main(): number {
  const flags = readFlags({ quick: { type: "boolean" }, tag: { type: "string" } }, HELP);
  const manifest = JSON.parse(read("npm", "pkg", "get"));
  const { version } = manifest;
  const tag = flags.tag ?? `v${version}`;

  const checks: Record<string, Check> = {
    "the tag names the version": () =>
      tag === `v${version}` ? undefined : `package.json has ${version}, not ${tag}.`,
    "CHANGELOG.md describes the version": () =>
      changelogProblem(read("git", "show", "HEAD:CHANGELOG.md"), version),
    "package.json names this repository": () =>
      repositoryProblem(manifest, tryRead("git", "remote", "get-url", "origin")),
    "everything is committed": () =>
      read("git", "status", "--porcelain") && "Commit or remove what `git status` shows.",
    "the version is not published yet": () =>
      tryRead("npm", "view", `${manifest.name}@${version}`, "version") &&
      "Give package.json another version.",
    "licenses of the dependencies": () =>
      licenseProblems(
        JSON.parse(read("npm", "sbom", "--package-lock-only", "--omit", "dev", "--sbom-format", "cyclonedx")),
      ),
    "known vulnerabilities": () => failure("npm", "audit", "--omit", "dev"),
    "plugin/schema.json is generated from today's sources": () =>
      failure("npm", "run", "schema") ?? changed("plugin/schema.json"),
    "docs/errors.md is generated from today's texts": () =>
      failure("npm", "run", "docs:errors") ?? changed("docs/errors.md"),
    workflows: () => failure("go", "run", actionlint),
  };
  if (!flags.quick) {
    for (const script of ["check", "test", "test:packaging"])
      checks[`npm run ${script}`] = () => failure("npm", "run", script);
  }

  const problems = Object.entries(checks).filter(([title, check]) => {
    const problem = check() || undefined;
    console.log(problem ? `✗ ${title}\n    ${problem.trim().replaceAll("\n", "\n    ")}` : `✓ ${title}`);
    return problem;
  });
  return problems.length ? 1 : 0;
}

/** What a command prints; throws when it fails. */
function read(command: string, ...parameters: string[]): string {
  const { status, stdout, stderr } = run(command, parameters);
  if (status !== 0) throw new Error(`${command} ${parameters.join(" ")} failed:\n${stderr}`);
  return stdout.trim();
}

/** What a command prints; empty when it fails. */
function tryRead(command: string, ...parameters: string[]): string {
  const { status, stdout } = run(command, parameters);
  return status === 0 ? stdout.trim() : "";
}

/** The end of what a command prints that fails; undefined when it succeeds. */
function failure(command: string, ...parameters: string[]): string | undefined {
  const { status, error, stdout, stderr } = run(command, parameters);
  if (status === 0) return undefined;
  const lines = error ? [error.message] : `${stdout}${stderr}`.trim().split("\n");
  return [`\`${command} ${parameters.join(" ")}\` fails:`, ...lines.slice(-20)].join("\n");
}

function changed(file: string): string | undefined {
  return failure("git", "diff", "--exit-code", "--stat", file) && `Commit ${file}: it has changed.`;
}

function run(command: string, parameters: string[]) {
  return spawnSync(command, parameters, {
    encoding: "utf8",
    maxBuffer: 256 << 20,
    shell: process.platform === "win32",
    // Under `npm run --silent` npm would be silent about its errors too.
    env: { ...process.env, npm_config_loglevel: "warn" },
  });
}
