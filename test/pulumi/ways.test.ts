import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack } from "./support/pulumiStack.ts";

/** One way to a token, as a resource of the stack. */
interface Way {
  readonly jenkins: EmbeddedJenkins;
  readonly login: string;
  readonly owner: string;
  /** The output `method` at first, and after a rotation. */
  readonly methods: readonly [first: string, later: string];
  readonly inputs?: object;
}

interface Made {
  readonly method: string;
  readonly username: string;
  readonly uuid: string;
  readonly value: string;
}

/** All ways in one program; `fleet` is the same secret as `password`, on another controller. */
const declare = (ways: Record<string, Way>, version: number) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const ways = ${JSON.stringify(Object.entries(ways).map(([name, way]) => [name, toInputs(way, version)]))};
  const tokens = {};
  for (const [name, { sameValueAs, ...inputs }] of ways) {
    if (sameValueAs) inputs.fixedValue = tokens[sameValueAs].tokenValue;
    const { tokenUuid: uuid, tokenValue: value, method, username } =
      (tokens[name] = new JenkinsApiToken(name, inputs));
    exports[name] = { uuid, value, method, username };
  }
`;

function toInputs({ jenkins, login, owner, inputs }: Way, version: number) {
  const connection = { url: jenkins.url, username: login, password: `${login}-pw` };
  return { connection, username: owner, version, ...inputs };
}

/** Users whose IDs must not become anything else on the way: code, or another path. */
const obrien = `o'brien"); System.exit(1); //`;
const spaeth = "späth smith+x@corp";

describe("every way to a token, with one stack", () => {
  it("goes up, starts builds, rotates, is repaired after a refresh, and goes down again", async () => {
    const plain = await startJenkins();
    const flagged = await startJenkins({ adminCanGenerateNewTokens: true, contextPath: "/jenkins" });
    const ancient = await startJenkins({ version: "2.107" });
    const center = await startJenkins({ cloudBees: "operationsCenter" });
    const controllers = [plain, flagged, ancient, center];
    for (const jenkins of controllers) for (const id of [obrien, spaeth]) jenkins.addUser({ id });
    const login = plain.generateToken("alice", "a login");
    const ways: Record<string, Way> = {
      adopted: {
        jenkins: plain,
        login: "alice",
        owner: "alice",
        methods: ["adopted", "rest"],
        inputs: { adopt: plain.generateToken("alice", "clicked together") },
      },
      password: { jenkins: plain, login: "alice", owner: "alice", methods: ["rest", "rest"] },
      apiToken: {
        jenkins: plain,
        login: "alice",
        owner: "alice",
        methods: ["rest", "rest"],
        inputs: { connection: { url: plain.url, username: "alice", apiToken: login.tokenValue } },
      },
      flag: { jenkins: flagged, login: "admin", owner: spaeth, methods: ["rest", "rest"] },
      script: { jenkins: plain, login: "admin", owner: obrien, methods: ["scriptConsole", "scriptConsole"] },
      legacy: { jenkins: ancient, login: "alice", owner: "alice", methods: ["legacy", "legacy"] },
      operationsCenter: {
        jenkins: center,
        login: "admin",
        owner: "alice",
        methods: ["scriptConsole", "scriptConsole"],
      },
      fleet: {
        jenkins: flagged,
        login: "alice",
        owner: "alice",
        methods: ["rest", "rest"],
        inputs: { sameValueAs: "password" },
      },
    };
    const names = Object.keys(ways);
    const stack = await createStack({ program: declare(ways, 1) });
    const made = () => stack.outputs<Record<string, Made>>();
    const statuses = (tokens: Record<string, Made>) =>
      Promise.all(
        names.map((name) => startBuild(urlOf(ways, name), ownerOf(ways, name), tokens[name]?.value)),
      );
    const all = (status: number) => names.map(() => status);

    expect(await stack.up()).toContain(`${names.length + 1} created`);
    const first = await made();
    expect(await statuses(first)).toEqual(all(201));
    expect(names.map((name) => first[name]?.method)).toEqual(names.map((name) => ways[name]?.methods[0]));
    expect(first.fleet?.value).toBe(first.password?.value);
    expect(await stack.up()).toContain(`${names.length + 1} unchanged`);

    await stack.write(declare(ways, 2));
    expect(await stack.up()).toContain(`${names.length} replaced`);
    const second = await made();
    expect(await statuses(second)).toEqual(all(201));
    expect(await statuses(first)).toEqual(all(401));
    expect(names.map((name) => second[name]?.method)).toEqual(names.map((name) => ways[name]?.methods[1]));
    expect(second.fleet?.value).toBe(second.password?.value);

    plain.revokeToken(obrien, second.script?.uuid ?? "");
    plain.renameToken("alice", second.adopted?.uuid ?? "", "by hand");
    expect(await stack.refresh()).toContain("1 deleted");
    expect(await stack.up()).toContain("1 created");
    const third = await made();
    expect(await statuses(third)).toEqual(all(201));
    expect(third).toEqual({ ...second, script: third.script });
    // The program names no name, so the one of the web UI stays.
    expect(plain.tokens("alice").map(({ name }) => name)).toContain("by hand");

    await stack.destroy();
    expect(await statuses(third)).toEqual(all(401));
    const left = controllers.flatMap((jenkins) =>
      ["admin", "alice", "svc", obrien, spaeth].flatMap((id) => jenkins.tokens(id)),
    );
    // The login is not Pulumi's; and a user of an ancient version always has a legacy token, which nobody knows now.
    expect(left.map(({ name }) => name).toSorted()).toEqual(["Legacy Token", "a login"]);
  });
});

function urlOf(ways: Record<string, Way>, name: string): string {
  return ways[name]?.jenkins.url ?? "";
}

function ownerOf(ways: Record<string, Way>, name: string): string {
  return ways[name]?.owner ?? "";
}
