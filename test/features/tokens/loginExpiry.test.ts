import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { startProvider, type TestProvider } from "../../support/lifecycleProvider.ts";
import { create, preview, refresh } from "../../support/lifecycleResource.ts";

let today = "2026-11-22";
const now = () => new Date(`${today}T12:00:00Z`);

/** A stack that logs in as alice with a token that she generated in the web UI. */
async function startWithLogin(expirationDate: string | null) {
  today = "2026-11-22";
  const jenkins = await startJenkins({ clock: { now } });
  const others = ["2026-11-30", null].map((day) =>
    jenkins.generateToken("alice", `another, ${day}`, { expirationDate: day }),
  );
  const { tokenValue } = jenkins.generateToken("alice", "for Pulumi", { expirationDate });
  const start = (): TestProvider =>
    startProvider(
      { "jenkins:url": jenkins.url, "jenkins:username": "alice", "jenkins:apiToken": tokenValue },
      { now },
    );
  return { jenkins, others, start };
}

describe("the API token that the provider logs in with", () => {
  it("is warned of from 14 days before it expires, once per process", async () => {
    const { jenkins, others, start } = await startWithLogin("2026-12-06");
    // Somebody has used another token that expires soon, which is not the login.
    const authorization = `Basic ${Buffer.from(`alice:${others[0]?.tokenValue}`).toString("base64")}`;
    await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: { authorization } });
    const provider = start();
    const tokens = [await create(provider), await create(provider)];
    expect(provider.warnings).toEqual([
      "The API token 'for Pulumi', with which the provider logs in as 'alice', expires on 2026-12-06 (in 14 days). Create " +
        "another one in the web UI and put it into the configuration before that day.",
    ]);
    today = "2026-12-06";
    const later = start();
    for (const token of tokens) await refresh(later, token);
    expect(later.warnings).toEqual([expect.stringContaining("2026-12-06 (today)")]);
  });

  it.each(["2026-12-07", null])("is not warned of earlier: it expires on %s", async (expirationDate) => {
    const { start } = await startWithLogin(expirationDate);
    const provider = start();
    await refresh(provider, await create(provider));
    expect(provider.warnings).toEqual([]);
  });

  it("is not looked at by an up that changes nothing", async () => {
    const { jenkins, start } = await startWithLogin("2026-12-06");
    const token = await create(start());
    jenkins.clearRequests();
    const provider = start();
    expect(await preview(provider, token)).toEqual({ changes: false, replaces: [] });
    expect(provider.warnings).toEqual([]);
    expect(jenkins.requests).toEqual([]);
  });
});
