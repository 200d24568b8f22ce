import { describe, expect, it } from "vitest";
import { inputsSchema } from "../../../../../provider/token/model/inputs.ts";

const tokenUuid = "ebcf72f5-67df-481e-950f-55c16383b3ce";
const digits = "f00dfeed4711f00dfeed4711f00dfeed";
const fixedReason =
  "fixedValue: must be 11 followed by 32 hex digits, such as `11` and the output of `openssl rand -hex 16`";

function problemsOf(inputs: unknown): string[] | undefined {
  const { error } = inputsSchema.safeParse(inputs);
  return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("inputs by themselves", () => {
  it.each([
    [{ tokenName: 5 }, "tokenName: must be a string"],
    [{ tokenName: "" }, "tokenName: must not be blank: Jenkins would choose a name itself"],
    [{ tokenName: " \t" }, "tokenName: must not be blank: Jenkins would choose a name itself"],
    [{ tokenName: "a\nb" }, "tokenName: must be one line, without invisible control characters"],
    [{ version: true }, "version: must be a number or a string"],
    [{ triggers: "a" }, "triggers: must be a map"],
    [{ expiresOn: 5 }, "expiresOn: must be a string"],
    [{ adopt: "a" }, "adopt: must be { tokenUuid, tokenValue }"],
    [
      { adopt: { tokenUuid: digits, tokenValue: "a" } },
      "adopt.tokenUuid: must be a UUID: the id of the token's card on the user's security page, not its value",
    ],
    [{ adopt: { tokenUuid, tokenValue: "" } }, "adopt.tokenValue: must not be empty"],
    [{ adopt: { tokenUuid, tokenValue: 5 } }, "adopt.tokenValue: must be a string"],
    [{ fixedValue: 5 }, "fixedValue: must be a string"],
    [{ allowConnectedController: "yes" }, "allowConnectedController: must be true or false"],
    [{ controller: "" }, "controller: must not be empty"],
    [{ controller: 5 }, "controller: must be a string"],
  ])("%j are refused", (inputs, problem) => {
    expect(problemsOf(inputs)?.[0]).toBe(problem);
  });

  it.each([
    [{}],
    [{ tokenName: " deploy " }],
    [{ version: 1, triggers: { any: ["thing"] } }],
    [{ adopt: { tokenUuid, tokenValue: "a" }, controller: "eu", connection: 5 }],
  ])("%j are fine, and stay as they are", (inputs) => {
    expect(inputsSchema.parse(inputs)).toEqual(inputs);
  });

  it.each([
    ["32 digits", digits],
    ["one digit too many", `11${digits}0`],
    ["another start", `011${digits}`],
    ["letters that are no digits", `11${digits.replaceAll("f", "g")}`],
  ])("a fixed value is refused that has %s", (_, fixedValue) => {
    expect(problemsOf({ fixedValue })).toEqual([fixedReason]);
  });

  it("a fixed value may have capital digits, which Jenkins would not recognize", () => {
    const { fixedValue } = inputsSchema.parse({ fixedValue: `11${digits.toUpperCase()}` });
    expect(fixedValue).toBe(`11${digits}`);
  });

  it("anything else is refused, also beside a token to adopt", () => {
    expect(inputsSchema.safeParse({ colour: "red" }).success).toBe(false);
    expect(inputsSchema.safeParse({ adopt: { tokenUuid, tokenValue: "a", colour: "red" } }).success).toBe(
      false,
    );
  });
});
