import { describe, expect, it } from "vitest";
import { Secret } from "../../../provider/plugin/wire.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider } from "../../support/lifecycleProvider.ts";
import { checked, create, preview } from "../../support/lifecycleResource.ts";
import { createToken, startPlugin, urnOf } from "../../support/pluginEngine.ts";

/** The last ones are words of the provider's own texts, which stay whole. */
const names = ["launch-of-project-4711", "token", "expires", "alice"];

const shown =
  /^It is unknown whether Jenkins created a token '\[secret\]'( or '\[secret\] \(retry \w+\)')* for '(alice|\[secret\])': Jenkins at/;
const code = /\n {2}error code: generateOutcomeUnknown$/;

/** A controller of which nobody knows whether it has created a token. */
async function startUnclear() {
  const jenkins = await startJenkins();
  jenkins.faults.add({
    kind: "status",
    status: 504,
    when: "afterEffect",
    path: /generateNewToken/,
    times: 9,
  });
  return jenkins;
}

describe.each(names)("a name that the program has marked as secret, %s,", (tokenName) => {
  it("is in no error", async () => {
    const provider = startProvider(passwordLogin(await startUnclear(), "alice"));
    const inputs = await checked(provider, { tokenName, __secrets: ["tokenName"] });
    const error = await failureOf(provider.create(inputs));
    expect(error.message).toMatch(shown);
    expect(error.message).toMatch(code);
    expect(error.message).not.toContain(`'${tokenName}'`);
  });

  it("is in no error of the packaged provider", async () => {
    const { url } = await startUnclear();
    const login = { url, username: "alice", password: new Secret("alice-pw") };
    const plugin = await startPlugin({ ...login, maxRetries: "0" });
    const { inputs } = await plugin.check(urnOf("ci"), {}, { tokenName: new Secret(tokenName) });
    expect(inputs.tokenName).toEqual(new Secret(tokenName));
    const error = await failureOf(plugin.create(urnOf("ci"), inputs));
    expect(error.message).toMatch(shown);
    expect(error.message).toMatch(code);
    expect(error.message).not.toContain(`'${tokenName}'`);
  });

  it("is in no warning", async () => {
    const jenkins = await startJenkins({ clock: { now: () => new Date("2026-11-22T12:00:00Z") } });
    const login = passwordLogin(jenkins, "alice");
    const args = { tokenName, expiresInDays: 5, __secrets: ["tokenName"] };
    const provider = startProvider(login, { now: () => new Date("2026-11-22T12:00:00Z") });
    const token = await create(provider, args);
    expect(token.outs.__secrets).toEqual(["tokenName"]);
    await preview(provider, token, args);
    expect(provider.warnings).toEqual([
      expect.stringMatching(
        /^The token '\[secret\]' of '(alice|\[secret\])' expires on 2026-11-27 \(in 5 days\)/,
      ),
    ]);
  });

  it("is in no message of the packaged provider", async () => {
    const { url } = await startJenkins();
    const plugin = await startPlugin({ url, username: "alice", password: new Secret("alice-pw") });
    const name = new Secret(tokenName);
    const { urn, id, outputs } = await createToken(plugin, { tokenName: name, rotateAfterDays: 1 });
    expect(outputs.tokenName).toEqual(name);
    const old = { ...outputs, createdAt: "2026-01-01T00:00:00.000Z" };
    await plugin.diff(urn, id, old, { username: "alice", tokenName: name, rotateAfterDays: 1 });
    expect(plugin.shown).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/^The token '\[secret\]' of '(alice|\[secret\])' is replaced: it is/),
      }),
    ]);
  });
});
