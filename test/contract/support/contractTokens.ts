import { randomBytes } from "node:crypto";
import { afterEach, expect } from "vitest";
import { loadHtmlReader } from "../../../provider/jenkins/html.ts";
import type { ListedToken } from "../../../provider/jenkins/listedToken.ts";
import { createTokenListParser } from "../../../provider/jenkins/tokenListParser.ts";
import type { ContractController, PasswordLogin } from "./contractController.ts";
import { actionPath, type Visitor, visitWithCrumb } from "./contractVisitor.ts";

const prefix = `contract-test-${randomBytes(4).toString("hex")}`;

/** A name for a token, by which it is recognised as ours and revoked when its test is over, however that ends. */
export function nameOf(rest: string): string {
  return `${prefix} ${rest}`;
}

/** Revokes, after each test of a suite, whatever it has left on the controller. */
export function revokeAfterEach(controller: ContractController): void {
  afterEach(async () => {
    const admin = await visitWithCrumb(controller, controller.admin);
    for (const { username } of [controller.admin, controller.user ?? []].flat()) {
      for (const { tokenUuid } of await ourTokens(controller, username)) {
        await admin.post(actionPath(username, "revoke"), { tokenUuid });
      }
      expect(await ourTokens(controller, username), `what is left of ${username}'s tokens`).toEqual([]);
    }
  });
}

/** The tokens on a user's page; undefined where it can't be seen. */
export async function listTokens(
  get: Visitor["get"],
  username: string,
): Promise<readonly ListedToken[] | undefined> {
  for (const page of ["/security/", "/configure"]) {
    const { status, body } = await get(`/user/${encodeURIComponent(username)}${page}`);
    if (status === 404) continue;
    const list = createTokenListParser();
    (await loadHtmlReader())(list).write(body);
    return status === 200 && list.hasList && list.hasEnd ? list.tokens : undefined;
  }
  return undefined;
}

/** The tokens of a user that this run has generated, as the administrator sees them. */
export async function ourTokens(
  controller: ContractController,
  username: string,
): Promise<readonly ListedToken[]> {
  const admin = await visitWithCrumb(controller, controller.admin);
  const tokens = await listTokens(admin.get, username);
  if (!tokens) throw new Error(`The tokens of ${username} can't be looked up; ours are named ${prefix} …`);
  return tokens.filter(({ tokenName }) => tokenName.startsWith(prefix));
}

/** A token that a visitor generates, without the provider's help. */
export async function generate(
  visitor: Visitor,
  { username }: Pick<PasswordLogin, "username">,
  rest: string,
): Promise<{ tokenUuid: string; tokenValue: string }> {
  const { status, body } = await visitor.post(actionPath(username, "generateNewToken"), {
    newTokenName: nameOf(rest),
  });
  expect(status).toBe(200);
  const { data } = JSON.parse(body) as { data: { tokenUuid: string; tokenValue: string } };
  return { tokenUuid: data.tokenUuid, tokenValue: data.tokenValue };
}
