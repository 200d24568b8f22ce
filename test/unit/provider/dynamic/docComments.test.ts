import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as descriptions from "../../../../provider/token/model/descriptions.ts";

/** The doc comments of a declaration's properties, each in one line, as `name: text`. */
function docComments(file: string, declaration: RegExp): string[] {
  const source = readFileSync(new URL(`../../../../provider/dynamic/${file}`, import.meta.url), "utf8");
  const [body = ""] = declaration.exec(source) ?? [];
  const comments = body.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\s+(?:declare readonly )?(\w+)\??:/gs);
  return [...comments].map(([, text = "", name]) => `${name}: ${text.replace(/\s+(\* )?/g, " ").trim()}`);
}

function textsOf(texts: Readonly<Record<string, string>>): string[] {
  return Object.entries(texts).map(([name, text]) => `${name}: ${text}`);
}

const { inputDescriptions, connectionDescriptions, adoptDescriptions, outputDescriptions } = descriptions;
/** Getters of the class. */
const { authorization, basicAuth, ...outputs } = outputDescriptions;

it.each([
  ["the inputs", "args.ts", /interface TokenArgs .*/s, inputDescriptions],
  [
    "a connection",
    "args.ts",
    /interface ConnectionSettings .*?(?=\/\*\* A token that exists)/s,
    connectionDescriptions,
  ],
  ["a token to adopt", "args.ts", /interface AdoptArgs .*?\n\}/s, adoptDescriptions],
  ["the outputs", "jenkinsApiToken.ts", /class JenkinsApiToken .*?constructor/s, outputs],
])("the doc comments of %s are the common descriptions", (_, file, declaration, texts) => {
  expect(new Set(docComments(file, declaration))).toEqual(new Set(textsOf(texts)));
});
