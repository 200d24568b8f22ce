import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack } from "./support/pulumiStack.ts";

const declare = (tokens: Record<string, object>) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  for (const [name, inputs] of Object.entries(${JSON.stringify(tokens)})) {
    exports[name] = new JenkinsApiToken(name, inputs).tokenValue;
  }
`;

const as = ({ url }: EmbeddedJenkins, username: string) => ({
  connection: { url, username, password: `${username}-pw` },
});

const wrongValue = `11${"0".repeat(32)}`;

describe("ways that are closed", () => {
  it("are reported by up, each with the way out, before anything is created", async () => {
    const users = [
      { id: "admin", password: "admin-pw", administrator: true },
      { id: "alice", password: "alice-pw" },
      { id: "robot", apiTokenProperty: false },
    ];
    const plain = await startJenkins({ users });
    const connected = await startJenkins({ cloudBees: "connectedController" });
    const behindLogin = await startJenkins({ singleSignOn: true });
    const ancient = await startJenkins({ version: "2.107" });
    const { tokenUuid } = plain.generateToken("alice", "clicked together");
    const tokens = {
      connected: as(connected, "admin"),
      singleSignOn: as(behindLogin, "alice"),
      notAdministrator: { ...as(plain, "alice"), method: "scriptConsole" },
      unknownUser: { ...as(plain, "admin"), username: "ghost", method: "scriptConsole" },
      withoutProperty: { ...as(plain, "admin"), username: "robot" },
      fixedValue: { ...as(ancient, "alice"), fixedValue: `11${"ab".repeat(16)}` },
      hidden: { ...as(ancient, "admin"), username: "svc", method: "legacy" },
      switchedOff: { ...as(plain, "alice"), method: "legacy" },
      wrongValue: { ...as(plain, "alice"), adopt: { tokenUuid, tokenValue: wrongValue } },
    };
    const stack = await createStack({ program: declare(tokens) });
    const output = await stack.fails("up", "--continue-on-error");
    const lines = output.replace(/\s+/g, " ");
    for (const said of [
      `${connected.url} is a CloudBees controller that takes its users from an operations center`,
      "Create the token at the operations center",
      `${behindLogin.url} responds with a login page`,
      "create the first one in the web UI",
      "does not let 'alice' use the script console (403)",
      "The script console requires the permission Overall/Administer",
      `Jenkins at ${plain.url} has no user 'ghost'`,
      `The user 'robot' of Jenkins at ${plain.url} can't have API tokens`,
      `Jenkins at ${ancient.url} is older than 2.260 and does not accept a token with a given value`,
      "Jenkins does not show the legacy token of 'svc' to 'admin'",
      `Jenkins at ${plain.url} creates no legacy token for 'alice': legacy tokens are switched off there`,
      `The token ${tokenUuid} can't be adopted: Jenkins refuses its value for 'alice' (401)`,
    ]) {
      expect(lines).toContain(said);
    }
    expect(output).not.toContain(wrongValue);
    for (const jenkins of [connected, behindLogin, ancient]) {
      for (const id of ["admin", "alice", "svc"]) expect(jenkins.tokens(id)).toEqual([]);
    }
    expect(plain.tokens("alice").map(({ name }) => name)).toEqual(["clicked together"]);
    expect(plain.tokens("admin")).toEqual([]);
    expect(() => plain.tokens("ghost")).toThrow("no user ghost");
    await stack.destroy();
  });

  it("are reported by preview where no controller is needed for it", async () => {
    const jenkins = await startJenkins({ legacyTokens: true });
    const twice = { one: { method: "legacy" }, two: { method: "legacy", username: "Alice" } };
    const stack = await createStack({ jenkins, program: declare(twice) });
    expect((await stack.fails("preview")).replace(/\s+/g, " ")).toMatch(
      /method: Another resource already manages the legacy token of '[aA]lice': a user has only one/,
    );
    await stack.write(declare({ short: { fixedValue: "11ab" } }));
    expect(await stack.fails("preview")).toContain("fixedValue: must be 11 followed by 32 hex digits");
    expect(jenkins.requests).toEqual([]);
  });
});

describe("a token on a connected controller", () => {
  it("is removed at logout: refresh gives the reason, and the next up creates another one", async () => {
    const jenkins = await startJenkins({ cloudBees: "connectedController" });
    const stack = await createStack({
      program: declare({ ci: { ...as(jenkins, "admin"), allowConnectedController: true } }),
    });
    await stack.up();
    const first = await stack.outputs();
    expect(await startBuild(jenkins.url, "admin", first.ci)).toBe(201);
    jenkins.logoutUser("admin");
    const refreshed = (await stack.refresh()).replace(/\s+/g, " ");
    expect(refreshed).toContain("1 deleted");
    expect(refreshed).toContain("most likely Jenkins removed the token when the user logged out");
    expect(await stack.up()).toContain("1 created");
    const second = await stack.outputs();
    expect(await startBuild(jenkins.url, "admin", second.ci)).toBe(201);
    await stack.destroy();
    expect(jenkins.tokens("admin")).toEqual([]);
  });
});
