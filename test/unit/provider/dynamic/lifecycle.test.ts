import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { configure } from "../../../../provider/dynamic/lifecycle.ts";
import { startJenkins } from "../../../support/jenkins.ts";
import { failureOf } from "../../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider } from "../../../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh, update } from "../../../support/lifecycleResource.ts";

const config = { get: () => undefined, require: () => "" };

describe("the lifecycle of a provider process", () => {
  it("is one for each configuration: its resources share sockets, session, crumb and queue", () => {
    const request = { config };
    expect(configure(request)).toBe(configure(request));
    expect(configure({ config })).not.toBe(configure(request));
  });
});

describe("a token that comes back from the packaged provider", () => {
  it("is updated, without a request, so that Pulumi has what it needs to refresh and delete it", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    const { __urn, ...outs } = token.outs;
    jenkins.clearRequests();
    expect(await preview(provider, token)).toEqual({ changes: false, replaces: [] });
    expect(await preview(provider, { ...token, outs })).toEqual({ changes: true, replaces: [] });
    const updated = await update(provider, { ...token, outs });
    expect(updated.outs).toEqual(token.outs);
    expect(jenkins.requests).toEqual([]);
  });
});

describe("an error that leaves the provider", () => {
  /** A token whose provider is now refused, and everything that fails with it. */
  async function failures() {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const provider = startProvider(passwordLogin(jenkins, "alice", "wrong-pässword-1"));
    return [
      await failureOf(create(provider)),
      await failureOf(update(provider, token, { tokenName: "renamed" })),
      await failureOf(destroy(provider, token)),
      await failureOf(refresh(startProvider({}), token)),
    ];
  }

  it("says everything in its message; what the SDK prints besides only points there", async () => {
    for (const error of await failures()) {
      expect(error.message).toContain("\n  what to do: ");
      expect(String(error)).toBe("JenkinsApiToken failed");
      expect(error.stack).toBe("see the diagnostics of the resource.");
    }
  });

  it("brings along its code, but not its cause, and no secret in its fields", async () => {
    for (const error of await failures()) {
      expect(error.cause).toBeUndefined();
      expect(error.code).toMatch(/^(wrongCredentials|connectionMissing)$/);
      const { toString: _, ...fields } = error;
      expect(inspect(fields, { depth: 10 })).not.toContain("wrong-p");
    }
  });
});
