import { describe, expect, it } from "vitest";
import { fromCommandLine } from "../../../cli/connection/fromCommandLine.ts";
import { createSecrets } from "../../../provider/http/secrets.ts";

const url = "https://ci.example.com/jenkins";
const flags = { url, username: "alice" };
const apiToken = `11${"a".repeat(32)}`;

/** Answers every question, and remembers them. */
function personWhoSays(secret: string) {
  const questions: string[] = [];
  return {
    questions,
    ask: async (question: string) => {
      questions.push(question);
      return secret;
    },
  };
}

async function credentialsOf(
  given: Parameters<typeof fromCommandLine>[0],
  surroundings: Partial<Parameters<typeof fromCommandLine>[1]>,
) {
  const found = await fromCommandLine(given, {
    environment: {},
    ask: undefined,
    secrets: createSecrets(),
    ...surroundings,
  });
  return found.connection.credentials;
}

describe("the credential for --url and --username", () => {
  it("is that of the environment where it names no other login", async () => {
    expect(await credentialsOf(flags, { environment: { JENKINS_API_TOKEN: apiToken } })).toEqual({
      username: "alice",
      apiToken,
    });
  });

  it("is that of the environment where it names the same login, however it is spelt", async () => {
    const environment = {
      JENKINS_URL: "https://CI.example.com:443/jenkins/",
      JENKINS_USER_ID: "Alice",
      JENKINS_PASSWORD: "open-sesame-4711",
    };
    expect(await credentialsOf(flags, { environment })).toEqual({
      username: "alice",
      password: "open-sesame-4711",
    });
  });

  it.each([
    [
      "controller",
      { JENKINS_URL: "https://other.example.com" },
      "JENKINS_URL is another controller: https://other.example.com",
    ],
    ["user", { JENKINS_USER_ID: "bob" }, "JENKINS_USER_ID is another user: bob"],
  ])("is never that of another %s in the environment, which is reported", async (_, environment, reason) => {
    const { ask, questions } = personWhoSays("password-of-alice-4712");
    const credentials = await credentialsOf(flags, {
      environment: { ...environment, JENKINS_PASSWORD: "his" },
      ask,
    });
    expect(credentials).toEqual({ username: "alice", password: "password-of-alice-4712" });
    const unused = `JENKINS_PASSWORD is set, but not used: ${reason}.\n`;
    expect(questions).toEqual([`${unused}API token or password of alice: `]);
    const unasked = credentialsOf(flags, { environment: { ...environment, JENKINS_PASSWORD: "his" } });
    await expect(unasked).rejects.toThrow(`${unused}The API token or password is missing: put it into`);
  });

  it.each([
    ["an API token", apiToken, { apiToken }],
    ["a legacy token", "b".repeat(32), { apiToken: "b".repeat(32) }],
    ["a password", "open-sesame-4711", { password: "open-sesame-4711" }],
  ])("that is typed in may be %s", async (_, secret, expected) => {
    expect(await credentialsOf(flags, personWhoSays(secret))).toEqual({ username: "alice", ...expected });
  });

  it("isn't asked for while something else is wrong", async () => {
    const person = personWhoSays("bobs-own-4711");
    await expect(credentialsOf({ url: "ci", username: "alice" }, person)).rejects.toThrow(
      "--url: must be a URL",
    );
    expect(person.questions).toEqual([]);
  });

  it("is missing when nothing is typed in", async () => {
    await expect(credentialsOf(flags, personWhoSays(""))).rejects.toThrow(
      "The API token or password is missing",
    );
  });
});

describe("one flag", () => {
  it("takes the place of its variable", async () => {
    const environment = { JENKINS_URL: url, JENKINS_USER_ID: "alice" };
    const person = personWhoSays("bobs-own-4711");
    const found = await fromCommandLine(
      { username: "bob" },
      { environment, ask: person.ask, secrets: createSecrets() },
    );
    expect(found).toMatchObject({
      from: "flags",
      connection: { url, credentials: { username: "bob", password: "bobs-own-4711" } },
    });
  });
});

it("the environment alone is a connection too", async () => {
  const environment = { JENKINS_URL: url, JENKINS_USER_ID: "alice", JENKINS_PASSWORD: "open-sesame-4711" };
  const found = await fromCommandLine({}, { environment, ask: undefined, secrets: createSecrets() });
  expect(found).toMatchObject({ from: "environment", connection: { url } });
});
