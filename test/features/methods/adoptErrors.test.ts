import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startJenkins, startProvider } from "../../support/lifecycleProvider.ts";
import { complaints, create } from "../../support/lifecycleResource.ts";
import { actions } from "./steps.ts";

const unknownUuid = "00000000-0000-4000-8000-000000000000";
const wrongValue = `11${"0".repeat(32)}`;

interface Adoption {
  readonly tokenUuid: string;
  readonly tokenValue: string;
}

const refused: [string, (own: Adoption, jenkins: EmbeddedJenkins) => object, RegExp[]][] = [
  [
    "a value that doesn't work",
    ({ tokenUuid }) => ({ adopt: { tokenUuid, tokenValue: wrongValue } }),
    [
      /its value doesn't work for 'alice' \(401\)/,
      /Check `adopt\.tokenValue` and `username`/,
      /leave `adopt` out/,
    ],
  ],
  [
    "a value that is no token at all",
    ({ tokenUuid }) => ({ adopt: { tokenUuid, tokenValue: "späth-4711" } }),
    [/its value doesn't work for 'alice' \(401\)/],
  ],
  [
    "the value of somebody else's token",
    (_, jenkins) => ({ adopt: jenkins.generateToken("svc", "svc's own") }),
    [/its value doesn't work for 'alice' \(401\)/, /Check `adopt\.tokenValue` and `username`/],
  ],
  [
    "a user whom it doesn't belong to",
    (own) => ({ adopt: own, username: "svc" }),
    [/its value doesn't work for 'svc' \(401\)/],
  ],
  [
    "a user whom nobody knows",
    (own) => ({ adopt: own, username: "ghost" }),
    [/its value doesn't work for 'ghost' \(401\)/],
  ],
  [
    "a UUID that nobody knows",
    ({ tokenValue }) => ({ adopt: { tokenUuid: unknownUuid, tokenValue } }),
    [/'alice' has no token of that UUID, though the value works/, /Check `adopt\.tokenUuid`/, /\.token-card/],
  ],
  [
    "the UUID of somebody else's token",
    ({ tokenValue }, jenkins) => ({
      adopt: { tokenUuid: jenkins.generateToken("svc", "svc's own").tokenUuid, tokenValue },
    }),
    [/'alice' has no token of that UUID, though the value works/],
  ],
  [
    "a legacy token by the name of somebody else",
    ({ tokenValue }) => ({ adopt: { tokenUuid: "legacy:svc", tokenValue } }),
    [/'alice' has no token of that UUID, though the value works/],
  ],
];

describe.each(["2.568.2", "2.346.3"])("on %s, a token isn't adopted, and nothing changes", (version) => {
  it.each(refused)("with %s", async (_, toArgs, says) => {
    const jenkins = await startJenkins({ version });
    const args = toArgs(jenkins.generateToken("alice", "clicked together"), jenkins);
    const before = [jenkins.tokens("alice"), jenkins.tokens("svc")]
      .flat()
      .map(({ uuid, name }) => ({ uuid, name }));
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const { message } = await failureOf(create(provider, { ...args, tokenName: "deploy" }));
    for (const said of says) expect(message).toMatch(said);
    const after = [jenkins.tokens("alice"), jenkins.tokens("svc")]
      .flat()
      .map(({ uuid, name }) => ({ uuid, name }));
    expect(after).toEqual(before);
    expect(actions(jenkins)).toEqual([]);
  });
});

describe("a token isn't adopted", () => {
  it("when its value turns out to be somebody else's", async () => {
    const jenkins = await startJenkins();
    const adopt = jenkins.generateToken("alice", "clicked together");
    const gateway = await startGateway(jenkins);
    gateway.logInAs(`Basic ${Buffer.from("svc:svc-pw").toString("base64")}`, "/whoAmI/api/json");
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const { message } = await failureOf(create(provider, { adopt, tokenName: "deploy" }));
    expect(message).toContain(
      `The token ${adopt.tokenUuid} can't be adopted: its value belongs to 'svc', not to 'alice'.`,
    );
    expect(jenkins.tokens("alice")).toMatchObject([{ name: "clicked together" }]);
  });

  it("when Jenkins isn't there to ask", async () => {
    const jenkins = await startJenkins();
    const adopt = jenkins.generateToken("alice", "clicked together");
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await jenkins.close();
    const { message } = await failureOf(create(provider, { adopt }));
    expect(message).toContain(`Jenkins at ${jenkins.url} can't be reached`);
  });

  it("where nobody may give it the name that was asked for", async () => {
    const jenkins = await startJenkins();
    const adopt = jenkins.generateToken("alice", "clicked together");
    const provider = startProvider(passwordLogin(jenkins, "svc"));
    const { message } = await failureOf(create(provider, { adopt, username: "alice", tokenName: "deploy" }));
    expect(message).toContain("'svc' is missing the permission Overall/Administer");
    expect(jenkins.tokens("alice")).toMatchObject([{ name: "clicked together" }]);
  });
});

describe("preview says what is wrong with adopt", () => {
  it.each([
    ["a lone UUID", { tokenUuid: unknownUuid }, "adopt.tokenValue: must be a string"],
    ["an empty value", { tokenUuid: unknownUuid, tokenValue: "" }, "adopt.tokenValue: must not be empty"],
    ["a text", "11ab", "adopt: must be { tokenUuid, tokenValue }"],
    ["a misspelt key", { tokenUuid: "u", tokenValue: "value-4711", uuid: 1 }, "adopt.uuid: no such input"],
  ])("%s", async (_, adopt, says) => {
    const provider = startProvider(passwordLogin({ url: "http://127.0.0.1:1" }, "alice"));
    expect((await complaints(provider, { adopt })).join("\n")).toContain(says);
  });

  it.each(["fixedValue", "expiresInDays", "expiresOn"])("together with %s", async (input) => {
    const provider = startProvider(passwordLogin({ url: "http://127.0.0.1:1" }, "alice"));
    const values = { fixedValue: wrongValue, expiresInDays: 30, expiresOn: "2999-12-31" };
    const args = {
      adopt: { tokenUuid: unknownUuid, tokenValue: wrongValue },
      [input]: values[input as "fixedValue"],
    };
    expect(await complaints(provider, args)).toEqual([
      `${input}: can't be given to a token that exists; leave it out, or leave out adopt`,
    ]);
  });
});
