import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import type { Environment } from "../../unit/cli/runCli.ts";
import { runCli } from "../../unit/cli/runCli.ts";
import { interruptTokens, runTokens } from "./tokensRun.ts";

interface Listed {
  readonly tokens: readonly { readonly owner: string; readonly name: string; readonly flags: string[] }[];
  readonly problems: readonly { readonly subject: string | null; readonly code: string | null }[];
  readonly stacks: readonly string[] | null;
  readonly summary: { readonly tokens: number; readonly owners: number };
}

async function list(
  jenkins: EmbeddedJenkins,
  user: string,
  flags: readonly string[] = [],
  environment: Environment = {},
) {
  const { exitCode, stdout, stderr } = await runTokens(
    jenkins,
    user,
    ["list", "--json", ...flags],
    environment,
  );
  expect(stderr).toBe("");
  const document = JSON.parse(stdout) as Listed;
  return { exitCode, document, names: document.tokens.map(({ owner, name }) => `${owner}: ${name}`) };
}

/** Admin, alice and svc have a token each. */
async function startWithTokens(options: Parameters<typeof startJenkins>[0] = {}) {
  const jenkins = await startJenkins(options);
  for (const user of ["admin", "alice", "svc"]) jenkins.generateToken(user, `of ${user}`);
  return jenkins;
}

describe("tokens list", () => {
  it("lists the tokens of the login, by one request", async () => {
    const jenkins = await startWithTokens();
    const { exitCode, names } = await list(jenkins, "alice");
    expect({ exitCode, names }).toEqual({ exitCode: 0, names: ["alice: of alice"] });
    expect(jenkins.requests.map(({ path }) => path)).toEqual(["/user/alice/security/"]);
  });

  it("lists those of the users given, each once and in order, as an administrator", async () => {
    const jenkins = await startWithTokens();
    const flags = ["--for", "svc", "--for", "alice", "--for", "SVC"];
    expect((await list(jenkins, "admin", flags)).names).toEqual(["alice: of alice", "svc: of svc"]);
    const strict = await startJenkins({
      caseSensitiveUsers: true,
      users: ["svc", "SVC"].map((id) => ({ id, password: `${id}-pw`, administrator: true })),
    });
    for (const user of ["svc", "SVC"]) strict.generateToken(user, `of ${user}`);
    expect((await list(strict, "svc", ["--for", "svc", "--for", "SVC"])).names).toEqual([
      "SVC: of SVC",
      "svc: of svc",
    ]);
  });

  it("lists those of all users, as an administrator", async () => {
    const jenkins = await startWithTokens();
    const { exitCode, names } = await list(jenkins, "admin", ["--all"]);
    expect({ exitCode, names }).toEqual({
      exitCode: 0,
      names: ["admin: of admin", "alice: of alice", "svc: of svc"],
    });
  });

  it("lists a user with very many tokens too", async () => {
    const jenkins = await startWithTokens();
    jenkins.generateTokens("alice", 1600, "many");
    const { exitCode, document } = await list(jenkins, "admin", ["--all"]);
    expect(exitCode).toBe(0);
    expect(document.summary).toMatchObject({ tokens: 1603, owners: 3 });
  });

  it.each(["2.568.2", "2.541.3", "2.346.3"])("shows what Jenkins %s shows of them", async (version) => {
    const jenkins = await startWithTokens({ version });
    const own = await list(jenkins, "alice");
    expect(own.document.tokens).toMatchObject([{ name: "of alice", uses: 0, flags: ["neverUsed"] }]);
    const all = await list(jenkins, "admin", ["--all"]);
    expect(all.document.tokens[1]).toMatchObject({ name: "of alice", uses: 0, flags: ["neverUsed"] });
  });

  it("changes nothing", async () => {
    const jenkins = await startWithTokens();
    await list(jenkins, "admin", ["--all"]);
    const posts = jenkins.requests.filter(({ method }) => method === "POST").map(({ path }) => path);
    expect(posts).toEqual(["/scriptText"]);
    expect(jenkins.tokens("alice")).toHaveLength(1);
  });

  it("reads 2,000 users with 10 tokens each in 20 requests, in little memory", async () => {
    const users = Array.from({ length: 1997 }, (_, index) => ({
      id: `user${String(index).padStart(4, "0")}`,
    }));
    const jenkins = await startJenkins();
    for (const user of users) jenkins.addUser(user);
    for (const id of [...users.map(({ id }) => id), "admin", "alice", "svc"])
      jenkins.generateTokens(id, 10, "token");
    // Little more than the command takes for one user.
    const environment = { NODE_OPTIONS: "--max-old-space-size=32" };
    const { exitCode, stdout } = await runTokens(jenkins, "admin", ["list", "--all"], environment);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\n20000 tokens of 2000 users: 20000 never used\.\n$/);
    expect(jenkins.requests.filter(({ path }) => path === "/scriptText")).toHaveLength(20);
    expect(jenkins.requests.length).toBeLessThanOrEqual(22);
  });
});

describe("tokens list says what it can't read, shows the rest, and ends with 1", () => {
  it("of a user whom Jenkins doesn't know", async () => {
    const jenkins = await startWithTokens();
    const { exitCode, document, names } = await list(jenkins, "admin", ["--for", "nobody", "--for", "svc"]);
    expect({ exitCode, names }).toEqual({ exitCode: 1, names: ["svc: of svc"] });
    expect(document.problems).toMatchObject([{ subject: "nobody", code: "unknownUser" }]);
  });

  it("of others, to who is no administrator", async () => {
    const jenkins = await startWithTokens();
    const { exitCode, stdout, stderr } = await runTokens(jenkins, "alice", [
      ...["list", "--for", "svc", "--for", "alice"],
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("of alice");
    expect(stderr).toContain(
      "✗ Jenkins does not show the tokens of 'svc' to 'alice' (403).\n  → Log in as an administrator, or as 'svc'.\n",
    );
  });

  it.each([
    ["the login, without other users", [], ["alice: of alice"]],
    ["the users given", ["--for", "alice"], ["alice: of alice"]],
  ])("of all users, to who is no administrator; of %s all the same", async (_, flags, expected) => {
    const jenkins = await startWithTokens();
    const { exitCode, document, names } = await list(jenkins, "alice", ["--all", ...flags]);
    expect({ exitCode, names }).toEqual({ exitCode: 1, names: expected });
    expect(document.problems).toMatchObject([{ subject: null, code: "scriptConsoleForbidden" }]);
  });

  it("of the users after a page that fails", async () => {
    const jenkins = await startWithTokens();
    for (let index = 100; index < 200; index++) jenkins.addUser({ id: `b${index}` });
    jenkins.faults.add({ kind: "html", path: /scriptText/, when: "beforeEffect", nth: 2, times: 9 });
    const { exitCode, document, names } = await list(jenkins, "admin", ["--all"]);
    expect(exitCode).toBe(1);
    expect(names).toEqual(["admin: of admin", "alice: of alice"]);
    expect(JSON.stringify(document.problems)).toContain("The users after 'b197' can't be read: ");
  });

  it("once, where one cause keeps several users from being read", async () => {
    const jenkins = await startWithTokens();
    const { exitCode, stdout, stderr } = await runTokens(
      jenkins,
      "admin",
      ["list", "--for", "svc", "--for", "alice"],
      {
        JENKINS_PASSWORD: "not-hers-4711",
      },
    );
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/\n\nNo tokens could be read\.\n$/);
    expect(stderr.match(/✗/g)).toHaveLength(1);
  });

  it("of stacks; then no token is called held by nobody", async () => {
    const jenkins = await startWithTokens();
    const { exitCode, document } = await list(jenkins, "alice", ["--stack", "dev"], { PATH: "/nowhere" });
    expect(exitCode).toBe(1);
    expect(document.tokens).toMatchObject([{ heldBy: null, flags: ["neverUsed"] }]);
    expect(document.problems).toMatchObject([
      { subject: "dev", reason: "The stack dev can't be read: the command pulumi isn't on the PATH." },
    ]);
    const all = await list(jenkins, "alice", ["--all-stacks"], { PATH: "/nowhere" });
    expect(all.document.problems).toMatchObject([
      { subject: null, reason: "The stacks can't be listed: the command pulumi isn't on the PATH." },
    ]);
  });
});

describe("tokens list ends with 2", () => {
  it.each([
    ["without a connection", ["list"], {}, "Say which Jenkins to check"],
    ["for a user that can't be", ["list", "--for", "a:b"], {}, "--for: must not contain a colon"],
    ["with two formats", ["list", "--json", "--csv"], {}, "Give either --json or --csv."],
    ["with an unknown flag", ["list", "--everything"], {}, "unknown option '--everything'"],
    ["without a command", [], {}, "Usage: pulumi-jenkins-api-token tokens"],
    ["with an unknown command", ["remove"], {}, "unknown command 'remove'"],
  ])("%s", async (_, parameters, environment, expected) => {
    const { exitCode, stdout, stderr } = await runCli(["tokens", ...parameters], environment);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(expected);
  });
});

it("tokens list is coloured where colours are wanted, and not where they aren't", async () => {
  const jenkins = await startWithTokens();
  const coloured = await runTokens(jenkins, "alice", ["list"], { FORCE_COLOR: "1" });
  expect(coloured.stdout).toContain("\u001b[36mnever used\u001b[39m");
  const plain = await runTokens(jenkins, "alice", ["list"]);
  expect(plain.stdout).not.toContain("\u001b");
});

it("tokens list ends at once on Ctrl-C, with 130 and whole lines", async () => {
  let requested = () => {};
  const moment = new Promise<void>((resolve) => {
    requested = resolve;
  });
  const jenkins = await startJenkins({
    responseDelay: () => {
      requested();
      return new Promise(() => {});
    },
  });
  const { exitCode, stdout, stderr } = await interruptTokens(jenkins, "alice", ["list"], {
    when: () => moment,
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "Interrupted.\n" });
  expect(stdout).toBe(`${jenkins.url} as alice, from the environment\n\n`);
});

it("tokens list shows no secret, and no name steers the terminal", async () => {
  const jenkins = await startJenkins();
  const { tokenValue } = jenkins.generateToken("alice", "login");
  jenkins.generateToken("alice", `leaked ${tokenValue} \u001b[2J`);
  const { stdout } = await runTokens(jenkins, "alice", ["list"]);
  expect(stdout).toContain("leaked [secret]");
  expect(stdout).not.toContain("\u001b");
});
