import { CookieJar } from "tough-cookie";
import { describe, expect, inject, it } from "vitest";
import { ownerOf } from "./support/contractController.ts";
import { generate, nameOf, revokeAfterEach } from "./support/contractTokens.ts";
import {
  actionPath,
  crumbOf,
  type Received,
  signIn,
  visit,
  visitWithCrumb,
  whoAmI,
} from "./support/contractVisitor.ts";

/** What the provider builds on. */
describe.for(inject("contractControllers"))("logins, sessions and crumbs, on $name", (controller) => {
  revokeAfterEach(controller);
  const owner = ownerOf(controller);
  const { username, password } = owner;
  const path = actionPath(username, "generateNewToken");
  const form = { newTokenName: nameOf("crumb") };

  /** Whether this Jenkins wants crumbs. */
  async function hasCrumbs(): Promise<boolean> {
    const visitor = visit(controller, { basic: [username, password], cookies: new CookieJar() });
    return Object.keys(await crumbOf(visitor)).length > 0;
  }

  it("whoAmI distinguishes users, anonymous requests and refused logins", async () => {
    const token = await generate(await visitWithCrumb(controller, owner), owner, "who");
    expect(await whoAmI(visit(controller, { basic: [username, password] }))).toBe(username);
    expect(await whoAmI(visit(controller, { basic: [username, token.tokenValue] }))).toBe(username);
    expect(await whoAmI(visit(controller))).toBe("anonymous");

    const refused = await visit(controller, { basic: [username, "wrong"] }).get("/whoAmI/api/json");
    expect(refused.status).toBe(401);
    expect(refused.headers["www-authenticate"]).toMatch(/^Basic realm="Jenkins"/);
    expect(refused.headers).not.toHaveProperty("x-jenkins");
  });

  it("the login page says which version of Jenkins is up, to anybody", async () => {
    const { status, headers } = await visit(controller).get("/login");
    expect(status).toBe(200);
    expect(headers["x-jenkins"]).toMatch(/^\d+\.\d+/);
  });

  it("a password needs a crumb, and with it the cookie of its session, unless crumbs are switched off", async () => {
    const withCookies = visit(controller, { basic: [username, password], cookies: new CookieJar() });
    const withoutCookies = visit(controller, { basic: [username, password] });
    const crumb = await crumbOf(withCookies);
    const answers = [
      await withCookies.post(path, form),
      await withoutCookies.post(path, form),
      await withoutCookies.post(path, form, crumb),
    ];
    for (const answer of answers) expectCrumbRefusalIf(await hasCrumbs(), answer);
    expect((await withCookies.post(path, form, crumb)).status).toBe(200);
  });

  it("an API token needs no crumb", async () => {
    const { tokenValue } = await generate(await visitWithCrumb(controller, owner), owner, "login");
    const client = visit(controller, { basic: [username, tokenValue] });
    await generate(client, owner, "without crumb");
  });

  it("the cookie of a login form outranks HTTP Basic, whatever is in it", async ({ skip }) => {
    const cookies = (await signIn(controller, owner)) ?? skip("no login form");
    expect(await whoAmI(visit(controller, { basic: [username, "wrong"] }))).toBeUndefined();
    expect(await whoAmI(visit(controller, { basic: [username, "wrong"], cookies }))).toBe(username);
  });

  it("with the cookie of a login form an API token needs a crumb, unless they are switched off", async ({
    skip,
  }) => {
    const cookies = (await signIn(controller, owner)) ?? skip("no login form");
    const { tokenValue } = await generate(await visitWithCrumb(controller, owner), owner, "login");
    const client = visit(controller, { basic: [username, tokenValue], cookies });
    expectCrumbRefusalIf(await hasCrumbs(), await client.post(path, form));
  });
});

function expectCrumbRefusalIf(hasCrumbs: boolean, { status, body }: Received): void {
  expect(status).toBe(hasCrumbs ? 403 : 200);
  if (hasCrumbs) expect(body).toContain("No valid crumb was included in the request");
}
