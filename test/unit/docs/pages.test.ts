import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import {
  connectionDescriptions,
  inputDescriptions,
  outputDescriptions,
} from "../../../provider/token/model/descriptions.ts";
import { blocksOf, checkout, indentedBlocks, pages } from "./pages.ts";

const textOf = (name: string) => pages.find((page) => page.name === name)?.text ?? "";

describe("the README", () => {
  it("is read in a few minutes", () => {
    expect(textOf("README.md").split("\n").length).toBeLessThanOrEqual(151);
  });

  it("describes inputs and outputs as the schema does", () => {
    const rows = toRows(inputDescriptions);
    for (const row of rows) expect(textOf("README.md")).toContain(row);
    const { username, tokenName, version, triggers, ...others } = outputDescriptions;
    for (const row of toRows(others)) expect(textOf("README.md")).toContain(row);
  });
});

it("docs/connections.md describes the settings as the schema does", () => {
  for (const row of toRows(connectionDescriptions)) expect(textOf("docs/connections.md")).toContain(row);
});

const toRows = (descriptions: Readonly<Record<string, string>>) =>
  Object.entries(descriptions).map(([name, text]) => `| \`${name}\` | ${text} |`);

describe("a link", () => {
  const packed = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: checkout,
      encoding: "utf8",
    }),
  )[0].files.map(({ path }: { path: string }) => path) as string[];

  const links = pages.flatMap((page) =>
    [...page.text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = ""]) => ({
      page: page.name,
      target,
    })),
  );

  it.each(links)("of $page to $target leads to a file of the package", ({ page, target }) => {
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page : normalize(join(dirname(page), path));
    const isThere = packed.some((name) => name === file || name.startsWith(`${file}/`));
    expect(isThere, `${file} in the tarball`).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(textOf(file))).toContain(anchor);
  });

  it("to the repository leads to something that is there", () => {
    const repository = "https://github.com/pulumi-jenkins/pulumi-jenkins/";
    for (const { name, text } of pages) {
      for (const [url, path = ""] of text.matchAll(
        /https:\/\/github\.com\/pulumi-jenkins\/pulumi-jenkins\/(?:tree|blob)\/main\/([^)\s]+)/g,
      )) {
        expect(existsSync(join(checkout, path)), `${url} in ${name}`).toBe(true);
      }
    }
    expect(JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")).homepage).toContain(
      repository.slice(0, -1),
    );
  });
});

/** As GitHub and VitePress make them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

it("SECURITY.md names tests that are there", () => {
  const security = readFileSync(join(checkout, "SECURITY.md"), "utf8");
  const tests = [...security.matchAll(/`(test\/[^`]*)`/g)].map(([, path = ""]) => path);
  expect(tests.length).toBeGreaterThan(10);
  for (const path of tests) expect(existsSync(join(checkout, path)), path).toBe(true);
});

describe("a block of YAML", () => {
  it.each(blocksOf("yaml"))("at $title can be parsed", ({ code }) => {
    for (const document of parseAllDocuments(code))
      expect("errors" in document && document.errors).toEqual([]);
  });
});

const has = (command: string) => spawnSync(command, ["--help"]).error === undefined;

describe.runIf(has("python3"))("a block of Python", () => {
  it.each(blocksOf("python"))("at $title can be parsed", ({ code }) => {
    execFileSync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], { input: code });
  });
});

describe.runIf(has("gofmt"))("a block of Go", () => {
  it.each(blocksOf("go"))("at $title is formatted", ({ code }) => {
    expect(execFileSync("gofmt", { input: code, encoding: "utf8" })).toBe(code);
  });
});

/** Lines that a person types: the others are drawings, or what files hold. */
const commands = /^(?:curl|npm|npx|pulumi|pnpm|pip|go|export|git|read) /;

describe.runIf(has("bash"))("a block of commands", () => {
  const blocks = [...blocksOf("sh"), ...indentedBlocks().filter(({ code }) => commands.test(code))];

  it.each(blocks)("at $title can be parsed", ({ code }) => {
    execFileSync("bash", ["-n"], { input: code });
  });

  it.each(blocks)("at $title begins each line with a command", ({ code }) => {
    const lines = code.replaceAll("\\\n", "").trim().split("\n");
    for (const line of lines)
      expect(line).toMatch(/^(?:[A-Z_]+=\S+ )?(?:curl|npm|npx|pulumi|pnpm|pip|go|export|git|read) /);
  });
});
