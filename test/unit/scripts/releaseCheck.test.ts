import { describe, expect, it } from "vitest";
import { changelogProblem, licenseProblems, repositoryProblem } from "../../../scripts/releaseCheck/rules.ts";

describe("a changelog", () => {
  it.each([
    ["# Changelog\n\n## 1.2.0 — 2027-01-31\n\n## 1.1.0 — 2026-12-01\n", undefined],
    ["# Changelog\n\n## 1.2.0 — unreleased\n", '"## 1.2.0 — unreleased": give it the day of the release.'],
    ["# Changelog\n\n## 1.2.0-beta — 2027-01-31\n", 'There is no section "## 1.2.0".'],
    ["# Changelog\n\n## 11.2.0 — 2027-01-31\n", 'There is no section "## 1.2.0".'],
  ])("%j", (changelog, problem) => {
    expect(changelogProblem(changelog, "1.2.0")).toBe(problem);
  });
});

describe("the owner in package.json", () => {
  const manifest = {
    author: "Somebody",
    repository: { url: "git+https://github.com/our/tokens.git" },
    homepage: "https://github.com/our/tokens#readme",
    bugs: { url: "https://github.com/our/tokens/issues" },
  };
  it.each([
    "https://github.com/our/tokens",
    "https://github.com/our/tokens.git",
    "git@github.com:our/tokens.git",
  ])("is that of %s", (origin) => {
    expect(repositoryProblem(manifest, origin)).toBeUndefined();
  });
  it.each([
    [
      "another remote",
      manifest,
      "git@github.com:fork/tokens.git",
      "`origin` is git@github.com:fork/tokens.git",
    ],
    ["no remote", manifest, "", "no Git remote"],
    ["another homepage", { ...manifest, homepage: "https://example.com" }, "", "homepage and bugs"],
    ["no author", { ...manifest, author: undefined }, "", "Set author"],
  ])("is wrong: %s", (_, given, origin, problem) => {
    expect(repositoryProblem(given, origin)).toContain(problem);
  });
});

describe("licenses", () => {
  it("are named unless they are permissive", () => {
    const components = [
      { name: "zod", licenses: [{ license: { id: "MIT" } }] },
      { name: "google-protobuf", licenses: [{ expression: "(BSD-3-Clause AND Apache-2.0)" }] },
      { name: "copyleft", licenses: [{ license: { id: "GPL-3.0-only" } }] },
      { name: "nothing" },
    ];
    expect(licenseProblems({ components })).toBe(
      "Look at these licenses: google-protobuf: (BSD-3-Clause AND Apache-2.0); copyleft: GPL-3.0-only; nothing: none",
    );
    expect(licenseProblems({ components: components.slice(0, 1) })).toBeUndefined();
  });
});
