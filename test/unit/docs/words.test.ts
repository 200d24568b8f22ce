import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { checkout, pages } from "./pages.ts";

/** Words that say nothing to a reader who doesn't know this project, and the standard terms in their place. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/\banswer(s|ed|ing)?\b/i, "response"],
  [/\b(proof|prove[sdn]?|proving)\b/i, "verify, verification"],
  [/\bhand(s|ed|ing)? on\b/i, "pass"],
  [/\b(gone|vanish(es|ed)?)\b/i, "missing, removed"],
  [/\bdoubtful\b/i, "unknown"],
  [/(?<!-)\balive\b/i, "active"],
  [/\b(left|leaves?|leaving) behind\b/i, "orphaned"],
  [/\b(something|anybody|what is) on the way\b/i, "a proxy, the network path"],
  [/\b(passing failures?|by itself is tried)\b/i, "transient"],
  [/\b(tells?|told|telling)\b/i, "report"],
  [/\b(tried|tries) (again|once more)\b/i, "retried"],
  [/\b(mak(e|es|ing)|made) (a|the|another|new|no|each|every|its|of)? ?tokens?\b/i, "create, generate"],
];

const others = ["CHANGELOG.md", "CONTRIBUTING.md", "DESIGN.md", "SECURITY.md"];
const documents = [
  ...pages,
  ...others.map((name) => ({ name, text: readFileSync(join(checkout, name), "utf8") })),
];

/** The texts in a source that a person may read: literals of more than one word, but no scripts in Groovy. */
function textsOf(name: string): readonly string[] {
  const source = ts.createSourceFile(
    name,
    readFileSync(join(checkout, name), "utf8"),
    ts.ScriptTarget.Latest,
  );
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      texts.push(node.text);
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  return texts.filter((text) => text.includes(" ") && !/\bdef \w+ =|^\w+\(ok: /m.test(text));
}

const sourcesIn = (...folders: string[]) =>
  folders.flatMap((folder) =>
    readdirSync(join(checkout, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(ts|mjs|cjs)$/.test(path) && !path.endsWith(".test.ts"))
      .map((path) => `${folder}/${path}`),
  );

const sources = sourcesIn("provider", "cli");
/** What is commented in the same words as the product. */
const commented = [...sources, ...sourcesIn("emulator", "scripts", "bench", "test")].filter(
  (name) => !name.includes("node_modules"),
);

function commentsOf(name: string): string {
  const lines = readFileSync(join(checkout, name), "utf8").split("\n");
  return lines.filter((line) => /^\s*(\/\/|\/?\*)/.test(line)).join("\n");
}

describe.each(replacements)("%s is written as %s", (word) => {
  it("in the documentation", () => {
    expect(documents.flatMap(({ name, text }) => linesWith(word, name, text))).toEqual([]);
  });

  it("in errors, warnings and output", () => {
    expect(sources.flatMap((name) => textsOf(name).flatMap((text) => linesWith(word, name, text)))).toEqual(
      [],
    );
  });

  it("in comments", () => {
    expect(commented.flatMap((name) => linesWith(word, name, commentsOf(name)))).toEqual([]);
  });
});

function linesWith(word: RegExp, name: string, text: string): readonly string[] {
  return text
    .split("\n")
    .filter((line) => word.test(line))
    .map((line) => `${name}: ${line.trim()}`);
}
