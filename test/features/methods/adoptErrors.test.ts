import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import type { JenkinsErrorCode } from "../../../provider/errors/catalogue.ts";
import { actionsOf, startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider } from "../../support/lifecycleProvider.ts";
import { complaints, create } from "../../support/lifecycleResource.ts";

const unknownUuid = "00000000-0000-4000-8000-000000000000";
const wrongValue = `11${"0".repeat(32)}`;

interface Adoption {
  readonly tokenUuid: string;
  readonly tokenValue: string;
}

const refused: [string, (own: Adoption, jenkins: EmbeddedJenkins) => object, JenkinsErrorCode][] = [
  [
    "a value that doesn't work",
    ({ tokenUuid }) => ({ adopt: { tokenUuid, tokenValue: wrongValue } }),
    "adoptRefused",
  ],
  [
    "a value that is no token at all",
    ({ tokenUuid }) => ({ adopt: { tokenUuid, tokenValue: "späth-4711" } }),
    "adoptRefused",
  ],
  [
    "somebody else's token",
    (_, jenkins) => ({ adopt: jenkins.generateToken("svc", "svc's own") }),
    "adoptUnknown",
  ],
  [
    "the value of somebody else's token",
    ({ tokenUuid }, jenkins) => ({
      adopt: { tokenUuid, tokenValue: jenkins.generateToken("svc", "svc's own").tokenValue },
    }),
    "adoptRefused",
  ],
  ["a user whom it doesn't belong to", (own) => ({ adopt: own, username: "svc" }), "adoptRefused"],
  ["a user whom nobody knows", (own) => ({ adopt: own, username: "ghost" }), "adoptRefused"],
  [
    "a UUID that nobody knows",
    ({ tokenValue }) => ({ adopt: { tokenUuid: unknownUuid, tokenValue } }),
    "adoptUnknown",
  ],
  [
    "the UUID of somebody else's token",
    ({ tokenValue }, jenkins) => ({
      adopt: { tokenUuid: jenkins.generateToken("svc", "svc's own").tokenUuid, tokenValue },
    }),
    "adoptUnknown",
  ],
];

describe.each(["2.568.2", "2.346.3"])("on %s, a token isn't adopted, and nothing changes", (version) => {
  it.each(refused)("with %s", async (_, toArgs, code) => {
    const jenkins = await startJenkins({ version });
    const args = toArgs(jenkins.generateToken("alice", "clicked together"), jenkins);
    const before = [jenkins.tokens("alice"), jenkins.tokens("svc")]
      .flat()
      .map(({ uuid, name }) => ({ uuid, name }));
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await expectFailure(create(provider, { ...args, tokenName: "deploy" }), code);
    const after = [jenkins.tokens("alice"), jenkins.tokens("svc")]
      .flat()
      .map(({ uuid, name }) => ({ uuid, name }));
    expect(after).toEqual(before);
    // A script may have listed tokens.
    expect(actionsOf(jenkins).filter((action) => action !== "scriptText")).toEqual([]);
  });
});

describe("a token isn't adopted", () => {
  it("when its value turns out to be somebody else's", async () => {
    const jenkins = await startJenkins();
    const adopt = jenkins.generateToken("alice", "clicked together");
    const gateway = await startGateway(jenkins);
    gateway.logInAs(`Basic ${Buffer.from("svc:svc-pw").toString("base64")}`, "/whoAmI/api/json");
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    await expectFailure(create(provider, { adopt, tokenName: "deploy" }), "adoptWrongOwner", "'svc'");
    expect(jenkins.tokens("alice")).toMatchObject([{ name: "clicked together" }]);
  });

  it("when Jenkins isn't there to ask", async () => {
    const jenkins = await startJenkins();
    const adopt = jenkins.generateToken("alice", "clicked together");
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await jenkins.close();
    await expectFailure(create(provider, { adopt }), "unreachable");
  });

  it("where nobody may give it the name that was asked for", async () => {
    const jenkins = await startJenkins();
    const adopt = jenkins.generateToken("alice", "clicked together");
    const provider = startProvider(passwordLogin(jenkins, "svc"));
    const creating = create(provider, { adopt, username: "alice", tokenName: "deploy" });
    await expectFailure(creating, "notPermitted", "Overall/Administer");
    expect(jenkins.tokens("alice")).toMatchObject([{ name: "clicked together" }]);
  });
});

describe("preview says what is wrong with adopt", () => {
  it.each([
    ["a lone UUID", { tokenUuid: unknownUuid }, "adopt.tokenValue: must be a string"],
    ["an empty value", { tokenUuid: unknownUuid, tokenValue: "" }, "adopt.tokenValue: must not be empty"],
    [
      "UUID and value exchanged",
      { tokenUuid: wrongValue, tokenValue: "6b6ff1b1-0f4a-4d0c-9a54-4e5d3d3c7a5e" },
      "adopt.tokenUuid: must be a UUID",
    ],
    [
      "a legacy token",
      { tokenUuid: "legacy:svc", tokenValue: wrongValue },
      "adopt.tokenUuid: must be a UUID",
    ],
    ["a text", "11ab", "adopt: must be { tokenUuid, tokenValue }"],
    ["a misspelt key", { tokenUuid: "u", tokenValue: "value-4711", uuid: 1 }, "adopt.uuid: no such input"],
  ])("%s", async (_, adopt, says) => {
    const provider = startProvider(passwordLogin({ url: "http://127.0.0.1:1" }, "alice"));
    const text = (await complaints(provider, { adopt })).join("\n");
    expect(text).toContain(says);
    expect(text).not.toContain(wrongValue);
  });

  it.each(["fixedValue", "expiresInDays", "expiresOn"])("together with %s", async (input) => {
    const provider = startProvider(passwordLogin({ url: "http://127.0.0.1:1" }, "alice"));
    const values = { fixedValue: wrongValue, expiresInDays: 30, expiresOn: "2999-12-31" };
    const args = {
      adopt: { tokenUuid: unknownUuid, tokenValue: wrongValue },
      [input]: values[input as "fixedValue"],
    };
    expect(await complaints(provider, args)).toEqual([
      `${input}: does not go with a token that exists; leave it out, or leave out adopt`,
    ]);
  });
});
