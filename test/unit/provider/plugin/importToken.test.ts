import { describe, expect, it } from "vitest";
import { parseImportId } from "../../../../provider/plugin/importToken.ts";

const tokenUuid = "01234567-89ab-cdef-0123-456789abcdef";

describe("the id of an import", () => {
  it.each([
    [`alice/${tokenUuid}`, { username: "alice", tokenUuid }],
    [`eu:alice/${tokenUuid}`, { controller: "eu", username: "alice", tokenUuid }],
    [`team/svc-argo/${tokenUuid}`, { username: "team/svc-argo", tokenUuid }],
    [`eu:team/svc/${tokenUuid}`, { controller: "eu", username: "team/svc", tokenUuid }],
    [`alice@example.com/${tokenUuid}`, { username: "alice@example.com", tokenUuid }],
    [`Jürgen Groß/${tokenUuid}`, { username: "Jürgen Groß", tokenUuid }],
    [`alice/${tokenUuid.toUpperCase()}`, { username: "alice", tokenUuid }],
  ])("is read: %s", (id, expected) => {
    expect(parseImportId(id)).toEqual(expected);
  });

  it.each([
    ["a UUID alone", tokenUuid],
    ["no user", `/${tokenUuid}`],
    ["no UUID", "alice/"],
    ["a user alone", "alice"],
    ["nothing", ""],
    ["the UUID first", `${tokenUuid}/alice`],
    ["no name before the colon", `:alice/${tokenUuid}`],
    ["two colons", `a:b:alice/${tokenUuid}`],
    ["no UUID at its end", "alice/deploy"],
  ])("is an error that says the form: %s", (_, id) => {
    expect(() => parseImportId(id)).toThrow("must be USER/UUID");
  });

  it("is not shown when it is wrong: it may be the value of a token", () => {
    const value = `11${"ab".repeat(16)}`;
    expect(() => parseImportId(`alice/${value}`)).toThrow(expect.not.stringContaining(value));
  });
});
