import { describe, expect, it } from "vitest";
import { startJenkins } from "../../../support/jenkins.ts";
import { expectFailure } from "../../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider } from "../../../support/lifecycleProvider.ts";
import { create, preview, refresh, update } from "../../../support/lifecycleResource.ts";

describe("a state that somebody has edited", () => {
  it.each([
    ["tokenUuid", { tokenUuid: 5 }, "tokenUuid must be a text"],
    ["tokenValue", { tokenValue: "" }, "tokenValue must not be empty"],
    ["username", { username: undefined }, "username must be a text"],
    ["url", { url: "ci example com" }, "url must be a URL"],
    ["url of another scheme", { url: "ssh://ci.example.com" }, "url must be a URL"],
    ["createdAt", { createdAt: "2026-13-45" }, "createdAt must be a time, in ISO 8601"],
    ["expiresOn", { expiresOn: "2026-02-30" }, "expiresOn must be a day that exists, as YYYY-MM-DD"],
    ["method", { method: "magic" }, "method must be a method to create tokens"],
    ["triggers", { triggers: "a" }, "triggers must be a map"],
    ["overlapDays", { overlapDays: "7" }, "overlapDays must be a number"],
  ])("gives an error that names the property and the way out: %s", async (_, damage, problem) => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const damaged = { ...token, outs: JSON.parse(JSON.stringify({ ...token.outs, ...damage })) };
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    for (const operation of [refresh, preview, update])
      await expectFailure(operation(provider, damaged), "stateInvalid", problem, "pulumi state edit");
    await expectFailure(provider.delete(damaged.id, damaged.outs), "stateInvalid", problem);
    expect(jenkins.tokens("alice")).toHaveLength(1);
  });

  it("names all that is wrong, and no value", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const outs = { ...token.outs, createdAt: token.outs.tokenValue, url: 5 };
    const refreshing = refresh(startProvider(passwordLogin(jenkins, "alice")), { ...token, outs });
    const { message } = await expectFailure(refreshing, "stateInvalid", "url", "createdAt");
    expect(message).not.toContain(token.outs.tokenValue);
  });

  it.each(["yesterday", "2027-02-30", 5, null])(
    "does not keep the previous token for ever: previousRevokeOn is %s",
    async (previousRevokeOn) => {
      const jenkins = await startJenkins();
      const provider = startProvider(passwordLogin(jenkins, "alice"));
      const first = await create(provider, { version: 1, overlapDays: 7 });
      const second = await update(provider, first, { version: 2, overlapDays: 7 });
      const damaged = { ...second, outs: { ...second.outs, previousRevokeOn } };
      const args = { version: 2, overlapDays: 7 };
      const next = provider.next();
      expect(await preview(next, damaged, args)).toEqual({ changes: true, replaces: [] });
      await update(next, damaged, args);
      expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([second.outs.tokenUuid]);
    },
  );
});
