import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { refusePath } from "../../../emulator/index.ts";
import { actionsOf, startJenkins } from "../../support/jenkins.ts";
import { compiledCli, runCli } from "../../unit/cli/runCli.ts";
import { interruptTokens, loginOf, runTokens, until } from "./tokensRun.ts";

const revoke = (jenkins: EmbeddedJenkins, user: string, parameters: readonly string[], environment = {}) =>
  runTokens(jenkins, user, ["revoke", ...parameters], environment);

const namesOf = (jenkins: EmbeddedJenkins, user = "alice") => jenkins.tokens(user).map(({ name }) => name);

/** Alice has a token that has expired, and one that has not. */
async function startWithTokens(options: Parameters<typeof startJenkins>[0] = {}) {
  const jenkins = await startJenkins(options);
  const expired = jenkins.generateToken("alice", "expired", { expirationDate: "2020-01-01" });
  const good = jenkins.generateToken("alice", "good");
  return { jenkins, expired, good };
}

describe("tokens revoke", () => {
  it("lists the tokens of the UUIDs given, revokes them and verifies that by a list", async () => {
    const { jenkins, good } = await startWithTokens();
    const { exitCode, stdout, stderr } = await revoke(jenkins, "alice", [good.tokenUuid, "--yes"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(
      new RegExp(
        `\n    ${good.tokenUuid}  never used\n.*✓ revoked ${good.tokenUuid} alice: good\n1 token revoked\\.\n$`,
        "s",
      ),
    );
    expect(namesOf(jenkins)).toEqual(["expired"]);
    const last = jenkins.requests.at(-1);
    expect([last?.method, last?.path]).toEqual(["GET", "/user/alice/security/"]);
  });

  it("takes a UUID in capital letters, once", async () => {
    const { jenkins, good } = await startWithTokens();
    const uuids = [good.tokenUuid, good.tokenUuid.toUpperCase()];
    expect((await revoke(jenkins, "alice", [...uuids, "--yes"])).stdout).toContain("1 token revoked.");
  });

  it("revokes tokens of others as an administrator, several of one user by one list", async () => {
    const { jenkins } = await startWithTokens();
    for (const name of ["a", "b", "c"]) jenkins.generateToken("svc", name, { expirationDate: "2020-01-01" });
    const { exitCode, stdout } = await revoke(jenkins, "admin", ["--expired", "--all", "--yes"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("4 tokens revoked.\n");
    expect([namesOf(jenkins), namesOf(jenkins, "svc")]).toEqual([["good"], []]);
    const lists = jenkins.requests.filter(({ path }) => path === "/user/svc/security/");
    expect(lists).toHaveLength(1);
  });

  it("revokes by the script console where a proxy refuses the path of the user", async () => {
    const jenkins = await startJenkins({ gateways: [refusePath(/\/user\/svc\//)] });
    jenkins.generateToken("svc", "old", { expirationDate: "2020-01-01" });
    const { exitCode, stdout } = await revoke(jenkins, "admin", ["--expired", "--all", "--yes"]);
    expect({ exitCode, left: namesOf(jenkins, "svc") }).toEqual({ exitCode: 0, left: [] });
    expect(stdout).toContain("1 token revoked.");
  });

  it.each([
    ["30", ["expired", "good"]],
    ["1", ["expired", "good"]],
  ])("does not take tokens for unused for %s days that were created today", async (days, left) => {
    const { jenkins } = await startWithTokens();
    const { exitCode, stdout } = await revoke(jenkins, "alice", ["--unused-days", days, "--yes"]);
    expect({ exitCode, left: namesOf(jenkins) }).toEqual({ exitCode: 0, left });
    expect(stdout).toMatch(/\nNo token to revoke\.\n$/);
  });

  it("revokes what nobody has used for so long, by the controller's count", async () => {
    let offsetDays = -40;
    const clock = { now: () => new Date(Date.now() + offsetDays * 24 * 60 * 60 * 1000) };
    const { jenkins, good } = await startWithTokens({ clock });
    offsetDays = 0;
    const used = { authorization: `Basic ${Buffer.from(`alice:${good.tokenValue}`).toString("base64")}` };
    expect((await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: used })).status).toBe(200);
    const { exitCode } = await revoke(jenkins, "alice", ["--unused-days", "30", "--yes"]);
    expect({ exitCode, left: namesOf(jenkins) }).toEqual({ exitCode: 0, left: ["good"] });
  });
});

describe("tokens revoke revokes nothing", () => {
  const expectNothing = (jenkins: EmbeddedJenkins) => {
    expect(namesOf(jenkins)).toEqual(["expired", "good"]);
    expect(actionsOf(jenkins)).not.toContain("revoke");
  };

  it("and ends with 2, where nobody is there to be asked", async () => {
    const { jenkins } = await startWithTokens();
    const { exitCode, stdout, stderr } = await revoke(jenkins, "alice", ["--expired"]);
    expect(exitCode).toBe(2);
    expect(stdout).toContain("1 token of 1 user: 1 expired, 1 never used.");
    expect(stderr).toBe(
      "Nothing is revoked: nobody is here to be asked. Give --yes to revoke these tokens.\n",
    );
    expectNothing(jenkins);
  });

  it("in a dry run, which asks for no confirmation, even with --yes", async () => {
    const { jenkins } = await startWithTokens();
    const { exitCode, stdout, stderr } = await revoke(jenkins, "alice", ["--expired", "--dry-run", "--yes"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "Nothing is revoked: this is a dry run.\n" });
    expect(stdout).toContain("expired · never used");
    expectNothing(jenkins);
  });

  it("where no stack can be read that may hold tokens", async () => {
    const { jenkins } = await startWithTokens();
    for (const flags of [["--stack", "dev"], ["--all-stacks"]]) {
      const { exitCode, stderr } = await revoke(jenkins, "alice", ["--unheld", "--yes", ...flags], {
        PATH: "/nowhere",
      });
      expect(exitCode).toBe(1);
      expect(stderr).toContain("Nothing is revoked: a stack that was not read may hold any of the tokens.");
    }
    expectNothing(jenkins);
  });

  it.each([
    ["without any token", [], "Say which tokens to revoke"],
    [
      "with UUIDs and conditions",
      ["11111111-0000-4000-8000-000000000000", "--expired"],
      "Give either UUIDs, or",
    ],
    [
      "for --unheld without stacks",
      ["--unheld", "--yes"],
      "--unheld needs --all-stacks, or --stack for each",
    ],
    [
      "for days that are none",
      ["--unused-days", "0"],
      "--unused-days must be a whole number of days, 1 or more.",
    ],
  ])("%s, and ends with 2", async (_, parameters, expected) => {
    const { exitCode, stdout, stderr } = await runCli(["tokens", "revoke", ...parameters]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(expected);
  });

  it("by the value of a token, which it does not repeat", async () => {
    const { jenkins, good } = await startWithTokens();
    const { exitCode, stdout, stderr } = await revoke(jenkins, "alice", [good.tokenValue, "--yes"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("A token is named by its UUID");
    expect(stdout + stderr).not.toContain(good.tokenValue);
    expectNothing(jenkins);
  });
});

describe("tokens revoke never revokes the token that it logs in with", () => {
  const byToken = (apiToken: string) => ({ JENKINS_API_TOKEN: apiToken, JENKINS_PASSWORD: "" });

  it("among others: it says so, and revokes the others", async () => {
    let offsetDays = -40;
    const clock = { now: () => new Date(Date.now() + offsetDays * 24 * 60 * 60 * 1000) };
    const { jenkins } = await startWithTokens({ clock });
    const login = jenkins.generateToken("alice", "login", { expirationDate: "2999-01-01" });
    offsetDays = 0;
    const { exitCode, stdout } = await revoke(
      jenkins,
      "alice",
      ["--unused-days", "30", "--yes"],
      byToken(login.tokenValue),
    );
    expect({ exitCode, left: namesOf(jenkins) }).toEqual({ exitCode: 0, left: ["login"] });
    expect(stdout).toContain("2 tokens revoked.");
  });

  it("by its UUID: it says why, and ends with 1", async () => {
    const { jenkins, good } = await startWithTokens();
    const { exitCode, stderr } = await revoke(
      jenkins,
      "alice",
      [good.tokenUuid, "--yes"],
      byToken(good.tokenValue),
    );
    expect({ exitCode, left: namesOf(jenkins) }).toEqual({ exitCode: 1, left: ["expired", "good"] });
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(
      "is the one that 'alice' logs in with here, so it is not revoked.",
    );
  });

  it("as an administrator who looks among all users", async () => {
    const { jenkins } = await startWithTokens();
    const login = jenkins.generateToken("admin", "login");
    const uuids = [login.tokenUuid, jenkins.tokens("alice")[0]?.uuid ?? ""];
    const { exitCode } = await revoke(
      jenkins,
      "admin",
      [...uuids, "--all", "--yes"],
      byToken(login.tokenValue),
    );
    expect({ exitCode, left: namesOf(jenkins, "admin") }).toEqual({ exitCode: 1, left: ["login"] });
    expect(namesOf(jenkins)).toEqual(["good"]);
  });

  it("nor any that may be it, where Jenkins counts no uses", async () => {
    const { jenkins, good, expired } = await startWithTokens({ usageStatistics: false });
    const { exitCode, stderr } = await revoke(
      jenkins,
      "alice",
      [expired.tokenUuid, "--yes"],
      byToken(good.tokenValue),
    );
    expect({ exitCode, left: namesOf(jenkins) }).toEqual({ exitCode: 1, left: ["expired", "good"] });
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(
      "may be the one that 'alice' logs in with here, so it is not revoked",
    );
    const byPassword = await revoke(jenkins, "alice", [expired.tokenUuid, "--yes"]);
    expect({ exitCode: byPassword.exitCode, left: namesOf(jenkins) }).toEqual({
      exitCode: 0,
      left: ["good"],
    });
  });
});

describe("tokens revoke says what failed, and does the rest", () => {
  it("of a UUID that is another user's", async () => {
    const { jenkins, good } = await startWithTokens();
    const { tokenUuid } = jenkins.generateToken("svc", "other");
    const { exitCode, stdout, stderr } = await revoke(jenkins, "alice", [tokenUuid, good.tokenUuid, "--yes"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("1 token revoked.");
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(
      `There is no token ${tokenUuid} among those of 'alice'. → If it is another user's, add --for`,
    );
    expect(namesOf(jenkins, "svc")).toEqual(["other"]);
  });

  it("where something else than Jenkins responds to a revoke", async () => {
    const { jenkins, good } = await startWithTokens();
    jenkins.faults.add({ kind: "html", path: /revoke/, when: "beforeEffect", times: 9 });
    const { exitCode, stdout, stderr } = await revoke(jenkins, "alice", [good.tokenUuid, "--yes"]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/\n0 tokens revoked, 1 failed\.\n$/);
    expect(stderr).toContain("✗ ");
  });

  it("where the list can't be seen after it", async () => {
    const { jenkins, good } = await startWithTokens();
    jenkins.faults.add({ kind: "html", path: /\/security\/$/, nth: 2, when: "beforeEffect", times: 9 });
    jenkins.faults.add({ kind: "html", path: /configure/, when: "beforeEffect", times: 9 });
    const { exitCode, stderr } = await revoke(jenkins, "alice", [good.tokenUuid, "--yes"]);
    expect(exitCode).toBe(1);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain("its list can't be seen, so this is not verified.");
  });
});

it("tokens revoke begins no other token after Ctrl-C, and ends with 130", async () => {
  const { jenkins } = await startWithTokens();
  jenkins.generateToken("alice", "expired 2", { expirationDate: "2020-01-01" });
  const release = jenkins.holdSaves();
  const { exitCode, stdout } = await interruptTokens(jenkins, "alice", ["revoke", "--expired", "--yes"], {
    when: () => until(() => actionsOf(jenkins).includes("revoke")),
    onNote: (note) => {
      if (note.includes("Interrupted: finishing what has begun.")) release();
    },
  });
  expect(exitCode).toBe(130);
  expect(stdout).toMatch(/\n1 token revoked, 1 not begun\.\n$/);
  expect(namesOf(jenkins)).toHaveLength(2);
});

/** `script` of util-linux gives a command a terminal of its own. */
const hasScript =
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") ?? false;

describe.runIf(hasScript)("on a terminal, tokens revoke", () => {
  async function answer(jenkins: EmbeddedJenkins, typed: string, flags = "--expired") {
    const command = `stty cols 80; '${process.execPath}' '${compiledCli}' tokens revoke ${flags}`;
    const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
      env: { PATH: process.env.PATH, TERM: "xterm-256color", ...loginOf(jenkins, "alice") },
      stdio: ["pipe", "pipe", "inherit"],
    });
    let shown = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      const isAsked = shown.includes("[y/N] ");
      shown += chunk;
      if (!isAsked && shown.includes("[y/N] ")) child.stdin.write(typed);
    });
    const [exitCode] = (await once(child, "close")) as [number];
    return { exitCode, shown };
  }

  it("lists, asks, and revokes after a yes", async () => {
    const { jenkins } = await startWithTokens();
    const { exitCode, shown } = await answer(jenkins, "y\r");
    expect(exitCode).toBe(0);
    expect(shown.indexOf("Revoke this token? [y/N] ")).toBeGreaterThan(shown.indexOf("expired"));
    expect(shown).toContain("Reading tokens\r\u001b[K");
    expect(shown).toContain("1 token revoked.");
    const widths = stripVTControlCharacters(shown)
      .split(/\r?\n|\r/)
      .map(({ length }) => length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(80);
    expect(namesOf(jenkins)).toEqual(["good"]);
  });

  it.each([
    ["no", "n\r", 2, "Nothing is revoked."],
    ["Enter", "\r", 2, "Nothing is revoked."],
    ["the end of input", "\u0004", 2, "Nothing is revoked."],
    ["Ctrl-C", "\u0003", 130, "Interrupted."],
  ])("revokes nothing after %s", async (_, typed, expected, text) => {
    const { jenkins } = await startWithTokens();
    const { exitCode, shown } = await answer(jenkins, typed);
    expect({ exitCode, left: namesOf(jenkins) }).toEqual({ exitCode: expected, left: ["expired", "good"] });
    expect(shown).toContain(text);
  });

  it("does not ask in a dry run, nor with --yes", async () => {
    const { jenkins } = await startWithTokens();
    expect((await answer(jenkins, "n\r", "--expired --dry-run")).exitCode).toBe(0);
    const { exitCode, shown } = await answer(jenkins, "n\r", "--expired --yes");
    expect({ exitCode, left: namesOf(jenkins) }).toEqual({ exitCode: 0, left: ["good"] });
    expect(shown).not.toContain("[y/N]");
  });
});
