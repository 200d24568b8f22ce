import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins, Fault } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh, update, userOf } from "../../support/lifecycleResource.ts";

const whoAmI = /whoAmI/;
const always = Number.POSITIVE_INFINITY;

/** A controller that refuses good tokens, since it isn't up. */
const notUp: Fault[] = [
  { kind: "booting", statuses: [401], path: /whoAmI|security\/$/, times: always },
  { kind: "booting", statuses: [503], path: /login/, times: always },
];

function boot(jenkins: EmbeddedJenkins, faults: readonly Fault[]): void {
  for (const fault of faults) jenkins.faults.add(fault);
}

describe("a controller that is starting (503, a stray 401, 503, then good)", () => {
  it("creates a token, once it is up", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    boot(jenkins, [{ kind: "booting", path: whoAmI }]);
    const token = await create(provider);
    expect(await userOf(jenkins, token)).toBe("alice");
    expect(tokenNames(jenkins, "alice")).toHaveLength(1);
  });

  it("keeps a token in a refresh, and waits for the list", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    boot(jenkins, [{ kind: "booting", path: /security/ }]);
    expect(await refresh(provider.next(), token)).toEqual(token);
    expect(provider.warnings).toEqual([]);
  });

  it("keeps a token that is refused in between, where nothing is retried: the list decides", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0" });
    const token = await create(provider);
    boot(jenkins, [{ kind: "booting", statuses: [503, 401], path: /whoAmI|security\/$/ }]);
    expect(await refresh(provider.next(), token)).toEqual(token);
  });

  it("revokes a token, once it is up", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    boot(jenkins, [{ kind: "booting", path: /revoke/, statuses: [503, 503] }]);
    await destroy(provider, token);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});

describe("a 401 from a controller that isn't up", () => {
  it("is no reason to drop a token in a refresh", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    boot(jenkins, notUp);
    const later = provider.next();
    expect(await refresh(later, token)).toEqual(token);
    expect(later.warnings).toEqual([expect.stringContaining("is still starting (503)")]);
  });

  it("is no reason to replace a token whose controller moved", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    boot(jenkins, notUp);
    const elsewhere = { ...token, outs: { ...token.outs, url: "https://old.example.com" } };
    await expectFailure(preview(provider.next(), elsewhere), "starting");
  });

  it("is no reason to revoke a token that was just created: it is kept, and the next up verifies it", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await destroy(provider, await create(provider));
    boot(jenkins, notUp);
    const error = await expectFailure(
      create(provider, { tokenName: "deploy" }),
      "tokenNotVerified",
      "deploy",
    );
    expect(error.reasons).toEqual([error.message]);
    const [stored] = jenkins.tokens("alice");
    expect(error.id).toBe(stored?.uuid);

    jenkins.faults.clear();
    const inputs = { username: "alice", tokenName: "deploy" };
    const kept = { name: "ci", id: String(error.id), inputs, outs: error.properties as never };
    const finished = await update(provider.next(), kept, { tokenName: "deploy" });
    expect(await userOf(jenkins, finished)).toBe("alice");
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
  });
});
