import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenLogin } from "../../support/lifecycleProvider.ts";
import { create, refresh, userOf } from "../../support/lifecycleResource.ts";

const names = ["a", "b", "c", "d"];

describe("a controller that has lost all tokens, the login's own too", () => {
  it("names the way back wherever the login is refused, and the way works", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const tokens = await Promise.all(names.map((name) => create(provider, {}, name)));
    jenkins.loseTokens();
    jenkins.clearRequests();

    const late = provider.next();
    const wayBack =
      /create a new API token in the web UI, put it into the configuration, and run `pulumi up`, then `pulumi up --refresh`/;
    for (const token of tokens) expect(await refresh(late, token)).toEqual(token);
    expect(late.warnings).toEqual(names.map(() => expect.stringMatching(wayBack)));
    await expectFailure(create(late, {}, "e"), "wrongCredentials", wayBack);
    // The login is tried twice at most, and one of the tokens once: each brings the account nearer to being locked.
    expect(jenkins.refusedLogins()).toHaveLength(3);

    const back = startProvider(tokenLogin(jenkins, "alice"));
    for (const token of tokens) expect(await refresh(back, token)).toBeUndefined();
    for (const name of names) expect(await userOf(jenkins, await create(back, {}, name))).toBe("alice");
  });

  it("needs no way back where the login is a password: refresh finds all missing", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const tokens = await Promise.all(names.map((name) => create(provider, {}, name)));
    jenkins.loseTokens("alice");
    const late = provider.next();
    for (const token of tokens) expect(await refresh(late, token)).toBeUndefined();
    expect(jenkins.refusedLogins()).toEqual([]);
  });
});
