import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { passwordLogin, startProvider, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, refresh, update, userOf } from "../../support/lifecycleResource.ts";
import { replace } from "./steps.ts";

const userIds = [
  `o'brien"); System.exit(1); //`,
  "späth smith+x@corp",
  `\${System.exit(1)} $x`,
  "back\\slash \\u0027",
  "'''three''' */ /*",
  "line\nbreak",
  "雪 🔑",
];

const ways = [
  ["REST", { method: "rest" }],
  ["the script console", { method: "scriptConsole" }],
] as const;

describe.each(ways)("through %s, a user ID is nothing but a user ID", (_, way) => {
  it.each(userIds)("%s", async (id) => {
    const users = [{ id: "admin", password: "admin-pw", administrator: true }, { id }];
    const jenkins = await startJenkins({ users, adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const name = id.replace("\n", " ");
    const args = { username: id, tokenName: `for ${name}`, ...way };
    const first = await create(provider, { ...args, version: 1 });
    expect(first.outs).toMatchObject({ username: id, tokenName: `for ${name}`, method: way.method });
    expect(await userOf(jenkins, first)).toBe(id);
    const second = await replace(provider, first, { ...args, version: 2 });
    const renamed = await update(provider, second, { ...args, version: 2, tokenName: `of ${name}` });
    expect(tokenNames(jenkins, id)).toEqual([`of ${name}`]);
    expect((await refresh(provider, renamed))?.outs).toEqual(renamed.outs);
    await destroy(provider, renamed);
    expect(tokenNames(jenkins, id)).toEqual([]);
    expect(await userOf(jenkins, renamed)).toBeUndefined();
    expect(tokenNames(jenkins, "admin")).toEqual([]);
  });
});
