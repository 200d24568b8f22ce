import { unknownValue as unknownOfPulumi } from "@pulumi/pulumi/runtime/rpc.js";
import { expect, it } from "vitest";
import { choiceOf, isUnknown, unknownValue } from "../../../../../provider/token/model/unknown.ts";

it("the text that stands for an unknown value is Pulumi's", () => {
  expect(unknownValue).toBe(unknownOfPulumi);
});

it.each([
  [unknownValue, true],
  [["known", unknownValue], true],
  [{ one: "known", other: { deep: [unknownValue] } }, true],
  ["known", false],
  ["", false],
  [["known"], false],
  [{}, false],
  [null, false],
  [undefined, false],
  [5, false],
])("%j is unknown: %s", (value, is) => {
  expect(isUnknown(value)).toBe(is);
});

it.each([
  [{}, { connection: undefined }],
  [{ controller: "eu" }, { connection: undefined, controller: "eu" }],
  [{ controller: 5 }, { connection: undefined }],
  [{ connection: { url: "https://ci.example.com" } }, { connection: { url: "https://ci.example.com" } }],
  [{ controller: unknownValue }, undefined],
  [{ connection: { url: unknownValue } }, undefined],
])("%j chooses the connection %j", (inputs, choice) => {
  expect(choiceOf(inputs)).toStrictEqual(choice);
});
