import { describe, expect, it } from "vitest";
import { previewCreate, previewUpdate } from "../../../../provider/plugin/preview.ts";
import { unknownValue } from "../../../../provider/plugin/wire.ts";

/** Names of the outputs that are not known. */
const unknownIn = (outputs: Readonly<Record<string, unknown>>) =>
  Object.keys(outputs)
    .filter((name) => outputs[name] === unknownValue)
    .sort();

describe("a preview of a create", () => {
  it("knows the inputs, and not what Jenkins and the provider choose", () => {
    const outputs = previewCreate({ username: "alice", version: 1 });
    expect(outputs).toMatchObject({ username: "alice", version: 1 });
    expect(unknownIn(outputs)).toEqual([
      "createdAt",
      "method",
      "tokenName",
      "tokenUuid",
      "tokenValue",
      "url",
    ]);
  });

  it.each([
    ["a name that is given", { tokenName: "deploy" }, [], ["tokenName"]],
    ["an owner who logs in with a credential of another resource", {}, ["username"], []],
    ["the expiry", { expiresInDays: 30 }, ["expiresOn"], ["rotateOn"]],
    ["the day of the rotation", { rotateAfterDays: 30 }, ["rotateOn"], ["expiresOn"]],
    ["the expiry of an adopted token", { adopt: { tokenUuid: "u", tokenValue: "v" } }, ["expiresOn"], []],
    ["how the token is created", { method: "rest" }, ["method"], []],
  ])("treats as unknown or known: %s", (_, inputs, unknown, known) => {
    const names = unknownIn(previewCreate(inputs));
    expect(names).toEqual(expect.arrayContaining(unknown));
    for (const name of known) expect(names).not.toContain(name);
  });
});

describe("a preview of an update in place", () => {
  const state = {
    username: "alice",
    tokenName: "old",
    tokenUuid: "uuid",
    tokenValue: "value",
    url: "https://ci.example.com",
    createdAt: "2026-11-25T10:00:00.000Z",
    expiresOn: "2027-01-01",
    method: "rest",
    version: 1,
    overlapDays: 7,
  };
  const update = (path: string, kind: "add" | "update" | "delete" = "update") => ({
    path,
    kind,
    replaces: false,
  });
  const ofNextToken = [
    ...["createdAt", "expiresOn", "method", "previousRevokeOn", "previousTokenUuid", "previousTokenValue"],
    ...["rotateOn", "tokenUuid", "tokenValue"],
  ];

  it.each([
    ["a new name: all is known", { tokenName: "new" }, [update("tokenName")], { tokenName: "new" }, []],
    [
      "a rotation with overlap",
      { version: 2 },
      [update("version")],
      { version: 2, tokenName: "old" },
      ofNextToken,
    ],
    ["a rotation that is due", {}, [update("rotateOn")], { tokenName: "old" }, ofNextToken],
    [
      "another schedule",
      { rotateAfterDays: 9 },
      [update("rotateAfterDays", "add")],
      { rotateAfterDays: 9 },
      ["rotateOn"],
    ],
    ["another URL of the controller", {}, [update("url")], { tokenUuid: "uuid" }, ["url"]],
    ["a method for the next token", { method: "scriptConsole" }, [], { method: "rest" }, []],
  ])("of %s", (_, inputs, changes, known, unknown) => {
    const outputs = previewUpdate(state, { username: "alice", ...inputs }, changes);
    expect(outputs).toMatchObject(known);
    expect(unknownIn(outputs)).toEqual(unknown);
  });

  it("has no value of a removed input", () => {
    expect(
      previewUpdate({ ...state, verifyOn: "up" }, {}, [update("verifyOn", "delete")]).verifyOn,
    ).toBeUndefined();
  });
});
