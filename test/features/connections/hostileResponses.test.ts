import { describe, expect, it } from "vitest";
import { type EmbeddedJenkins, hostile } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, refresh, userOf } from "../../support/lifecycleResource.ts";

const always = Number.POSITIVE_INFINITY;
const megabyte = 1024 * 1024;

const login = (jenkins: EmbeddedJenkins) => ({
  ...passwordLogin(jenkins, "alice"),
  "jenkins:maxRetries": "1",
});

const { pages } = hostile;
type Fault = ReturnType<typeof hostile.otherBody>;

const asPage = { headers: { "Content-Type": "text/html" } };

/** What is done to a response, by name. */
const damages: Readonly<Record<string, () => Fault>> = {
  "20,000 elements around it": () => hostile.otherBody(pages.nested(20_000)),
  "20,000 elements that are never closed": () => hostile.otherBody(pages.unclosed(20_000)),
  "a comment without end": () => hostile.otherBody(pages.openComment),
  "600 MB": () => hostile.hugeBody(600 * megabyte),
  "a thousand headers": () => hostile.headerFlood(1000),
  "its first half": () => hostile.otherBody(pages.truncated(0.5)),
  "other mark-up": () => hostile.otherBody(() => "<html><h1>All new</h1></html>", asPage),
  "a login page": () => hostile.otherBody(pages.login, asPage),
  "nothing at all": () => hostile.otherBody(() => ""),
};

const damage = (name: string) => (damages[name] as () => Fault)();

describe("a token list that comes with", () => {
  /** alice's token, and a provider that gets her list damaged from now on. */
  async function withDamagedList(name: string) {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), { tokenName: "deploy" });
    jenkins.faults.add({ ...damage(name), path: /security\/$|configure$/, times: always });
    return { jenkins, token, provider: startProvider(login(jenkins)) };
  }

  /** Around a whole list, more elements change nothing. */
  const [harmless, harmful] = [true, false].map((isHarmless) =>
    Object.keys(damages).filter((name) => name.startsWith("20,000") === isHarmless),
  ) as [string[], string[]];

  it.each(harmless)("%s is read all the same", async (name) => {
    const { jenkins, token, provider } = await withDamagedList(name);
    expect(await refresh(provider, token)).toEqual(token);
    jenkins.revokeToken("alice", token.id);
    expect(await refresh(provider.next(), token)).toBeUndefined();
    expect(provider.warnings).toEqual([]);
    expect(jenkins.refusedLogins()).toEqual([]);
  });

  it.each(harmful)("%s never makes a token missing", async (name) => {
    const { jenkins, token, provider } = await withDamagedList(name);
    // The token itself works, and says so where no list does.
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([]);

    jenkins.setOicSession("alice", "over");
    const unsure = provider.next();
    expect(await refresh(unsure, token)).toEqual(token);
    expect(unsure.warnings).toEqual([expect.stringContaining("kept in the state")]);
  });
});

describe("a response to a generate that comes with", () => {
  it.each(Object.keys(damages))("%s orphans no token that nobody knows", async (name) => {
    const jenkins = await startJenkins();
    const fault = { ...damage(name), path: /generateNewToken$/ };
    jenkins.faults.add(fault);
    const token = await create(startProvider(login(jenkins)), { tokenName: "deploy" });
    expect(await userOf(jenkins, token)).toBe("alice");
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: token.id, name: "deploy" }]);

    jenkins.faults.add({ ...damage(name), path: /generateNewToken$/, times: always });
    const error = await failureOf(create(startProvider(login(jenkins)), { tokenName: "other" }));
    const unnamed = tokenNames(jenkins, "alice").filter(
      (each) => each !== "deploy" && !error.message.includes(each),
    );
    expect(unnamed).toEqual([]);
  });
});

it("a list of 100,000 tokens is read, and shows the one that is missing", async () => {
  const jenkins = await startJenkins({ saveDelayMs: 0 });
  jenkins.generateTokens("alice", 100_000, "other");
  const token = await create(startProvider(passwordLogin(jenkins, "alice")), { tokenName: "deploy" });
  const provider = startProvider(login(jenkins));
  expect(await refresh(provider, token)).toEqual(token);
  jenkins.revokeToken("alice", token.id);
  expect(await refresh(provider.next(), token)).toBeUndefined();
  expect(provider.warnings).toEqual([]);
});
