import { expect, it } from "vitest";
import { nameOf } from "../../../../../provider/token/model/resource.ts";

it.each([
  ["urn:pulumi:dev::tokens::pulumi-nodejs:dynamic/jenkins:ApiToken::deploy", "deploy"],
  ["urn:pulumi:dev::tokens::my:index:Parent$jenkins:index:ApiToken::team::deploy", "team::deploy"],
  ["deploy", "deploy"],
])("the name in %s is %s", (urn, name) => {
  expect(nameOf(urn)).toBe(name);
});
