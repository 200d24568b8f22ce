import { describe, expect, it } from "vitest";
import { parseState, toOutputs, toToken } from "../../../../../provider/token/model/state.ts";

const token = {
  username: "alice",
  tokenName: "deploy",
  tokenUuid: "ebcf72f5-67df-481e-950f-55c16383b3ce",
  tokenValue: "a value",
  url: "https://ci.example.com",
  createdAt: "2027-01-01T12:00:00.000Z",
  method: "rest",
} as const;

describe("the values of a state", () => {
  it.each([
    [{ username: "" }, "username must not be empty"],
    [{ username: 5 }, "username must be a text"],
    [{ tokenName: undefined }, "tokenName must be a text"],
    [{ tokenValue: "" }, "tokenValue must not be empty"],
    [{ url: "ci.example.com" }, "url must be a URL"],
    [{ url: "ftp://https:/x" }, "url must be a URL"],
    [{ url: "https:" }, "url must be a URL"],
    [{ createdAt: "yesterday" }, "createdAt must be a time, in ISO 8601"],
    [{ expiresOn: "soon" }, "expiresOn must be a day that exists, as YYYY-MM-DD"],
    [{ method: "magic" }, "method must be a method to create tokens"],
    [{ needsVerification: "no" }, "needsVerification must be true or false"],
    [{ version: true }, "version must be a number or a text"],
    [{ triggers: "a" }, "triggers must be a map"],
    [{ overlapDays: "7" }, "overlapDays must be a number"],
    [{ adopt: "a" }, "adopt must be a map"],
    [{ adopt: { tokenUuid: 5, tokenValue: "a" } }, "adopt.tokenUuid must be a text"],
  ])("%j are an error that names what is wrong", (values, problem) => {
    expect(() => parseState({ ...token, ...values })).toThrow(
      expect.objectContaining({ code: "stateInvalid", message: expect.stringContaining(problem) }),
    );
  });

  it.each([
    [{}],
    [{ url: "http://localhost:8080/jenkins", version: "1", triggers: { a: 1 } }],
    [{ expiresOn: "2027-02-01", needsVerification: true, writtenByANewerRelease: 1 }],
    [{ adopt: { tokenUuid: token.tokenUuid, tokenValue: "a" }, connection: 5, controller: "eu" }],
    [{ method: "adopted" }],
  ])("%j are read as they are", (values) => {
    expect(parseState({ ...token, ...values })).toEqual({ ...token, ...values });
  });

  it("a day of the previous token that can't be read is due", () => {
    expect(parseState({ ...token, previousRevokeOn: "soon" })).toStrictEqual({
      ...token,
      previousRevokeOn: undefined,
    });
  });

  it("hold the token, the inputs, and the day of the next rotation, and nothing that is undefined", () => {
    const inputs = { version: 1, rotateAfterDays: 9, controller: undefined };
    const outputs = toOutputs(inputs, token);
    expect(outputs).toStrictEqual({ version: 1, rotateAfterDays: 9, ...token, rotateOn: "2027-01-10" });
    expect(toToken(parseState(outputs))).toStrictEqual(token);
  });
});
