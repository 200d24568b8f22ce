import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, it } from "vitest";
import {
  fromStruct,
  Secret,
  toPlain,
  toStruct,
  unknownValue,
  withSecretsOf,
} from "../../../../provider/plugin/wire.ts";

/** What arrives of properties that are sent. */
const sent = (properties: Record<string, unknown>) =>
  fromStruct(Struct.deserializeBinary(toStruct(properties).serializeBinary()));

describe("values on the wire", () => {
  it.each([
    ["texts", "alice"],
    ["an empty text", ""],
    ["numbers", 16.5],
    ["negative numbers", -1],
    ["true", true],
    ["false", false],
    ["null", null],
    ["lists", ["a", 1, [true]]],
    ["an empty list", []],
    ["maps", { a: { b: "c" } }],
    ["an empty map", {}],
    ["names that objects know", { constructor: "a", toString: "b" }],
    ["secrets", new Secret("a")],
    ["secrets in maps", { a: new Secret("b"), c: "d" }],
    ["secrets in lists", ["a", new Secret("b")]],
    ["secrets with maps in them", new Secret({ a: ["b"] })],
    ["secrets in secrets", new Secret({ a: new Secret("b") })],
    ["unknown values", unknownValue],
    ["secret unknown values", new Secret(unknownValue)],
    ["unknown values in maps and lists", { a: [unknownValue] }],
  ])("arrive as they are sent: %s", (_, value) => {
    expect(sent({ value })).toEqual({ value });
  });

  it("leave undefined ones out", () => {
    expect(sent({ a: undefined, b: { c: undefined } })).toEqual({ b: {} });
  });

  it("are none where nothing is sent", () => {
    expect(fromStruct(undefined)).toEqual({});
  });

  it("are unknown values of every type", () => {
    const flag = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7";
    expect(sent({ insecureSkipTlsVerify: flag })).toEqual({ insecureSkipTlsVerify: unknownValue });
  });

  it("replace what no UTF-8 text can hold", () => {
    expect(sent({ tokenName: "a\ud800b" })).toEqual({ tokenName: "a\ufffdb" });
  });
});

describe("plain values", () => {
  it("have no secret left around them, however deep", () => {
    const secret = { a: new Secret({ b: [new Secret("c"), "d"] }), e: null };
    expect(toPlain(secret)).toEqual({ a: { b: ["c", "d"] }, e: null });
  });
});

describe("secrets of properties by the same names", () => {
  it.each([
    ["a secret property", { a: "1" }, { a: new Secret("0") }, { a: new Secret("1") }],
    ["a plain property", { a: "1" }, { a: "0" }, { a: "1" }],
    ["a property that the other one lacks", { a: "1" }, {}, { a: "1" }],
    [
      "a part of a map",
      { a: { b: "1", c: "2" } },
      { a: { b: new Secret("0") } },
      { a: { b: new Secret("1"), c: "2" } },
    ],
    [
      "a part of a list: the whole of it",
      { a: ["1", "2"] },
      { a: [new Secret("0"), "2"] },
      { a: new Secret(["1", "2"]) },
    ],
    [
      "a map in place of a secret text",
      { a: { b: "1" } },
      { a: new Secret("0") },
      { a: new Secret({ b: "1" }) },
    ],
    [
      "a text in place of a map with a secret",
      { a: "1" },
      { a: { b: new Secret("0") } },
      { a: new Secret("1") },
    ],
    ["undefined", { a: undefined }, { a: new Secret("0") }, { a: undefined }],
  ])("are taken over for %s", (_, properties, origin, expected) => {
    expect(withSecretsOf(properties, origin)).toEqual(expected);
  });
});
