import { describe, expect, it } from "vitest";
import type { JenkinsClient } from "../../../../provider/jenkins/client/jenkinsClient.ts";
import {
  createTokenLists,
  type ListOwner,
  type ReadTokenList,
  type TokenList,
} from "../../../../provider/jenkins/tokenLists.ts";

/** A login at a controller, as far as lists need one. */
const login = (name: string, url = "https://ci") => ({ url, login: name }) as JenkinsClient;

const admin = login("admin");
const alice = { username: "alice" };
const aliceWithToken = { ...alice, tokens: [{ tokenValue: "11" }] };

/** Lists whose n-th reading shows the token `uuid-n`, and ends when the test lets it. */
function startLists(sees: (client: JenkinsClient, owner: ListOwner) => boolean = () => true) {
  const ends: (() => void)[] = [];
  const readers: string[] = [];
  const read: ReadTokenList = async (client, owner) => {
    const number = readers.push(`${client.login} reads ${owner.username}`);
    await new Promise<void>((resolve) => void ends.push(resolve));
    if (!sees(client, owner)) return { why: "forbidden", reason: `no. ${number}` };
    const token = { tokenUuid: `uuid-${number}`, tokenName: "deploy", isExpired: false, isLegacy: false };
    return { tokens: [token] };
  };
  return {
    lists: createTokenLists(read),
    readers,
    /** Lets every reading end that has begun so far. */
    async end() {
      await new Promise((resolve) => setImmediate(resolve));
      for (const end of ends.splice(0)) end();
    },
  };
}

const uuidOf = async (list: Promise<TokenList>) => {
  const seen = await list;
  return seen.seen ? seen.tokens[0]?.tokenUuid : seen.reason;
};

describe("the token list of an owner", () => {
  it("is read once for all who ask, at the same time and later", async () => {
    const { lists, readers, end } = startLists();
    const first = [1, 2, 3].map(() => uuidOf(lists.tokensOf(admin, alice)));
    await end();
    expect(await Promise.all(first)).toEqual(["uuid-1", "uuid-1", "uuid-1"]);
    expect(await uuidOf(lists.tokensOf(admin, alice))).toBe("uuid-1");
    expect(readers).toEqual(["admin reads alice"]);
  });

  it("is another one for each owner, spelling and controller", async () => {
    const { lists, readers, end } = startLists();
    const asked = [
      lists.tokensOf(admin, alice),
      lists.tokensOf(admin, { username: "ALICE" }),
      lists.tokensOf(admin, { username: "svc" }),
      lists.tokensOf(login("admin", "https://other"), alice),
    ];
    await end();
    await Promise.all(asked);
    expect(readers).toHaveLength(4);
  });

  it("is read again after a change of ours, also where the change ended while it was being read", async () => {
    const { lists, end } = startLists();
    const before = uuidOf(lists.tokensOf(admin, alice));
    lists.noteChange(admin, "Alice");
    const after = uuidOf(lists.tokensOf(admin, alice));
    await end();
    await end();
    expect([await before, await after]).toEqual(["uuid-1", "uuid-2"]);
  });

  it("is good enough for a token that we didn't change, when we changed others", async () => {
    const { lists, end } = startLists();
    void lists.tokensOf(admin, alice);
    await end();
    lists.noteChange(admin, "alice", "uuid-of-another");
    expect(await uuidOf(lists.tokensOf(admin, alice, "uuid-1"))).toBe("uuid-1");
    const changed = uuidOf(lists.tokensOf(admin, alice, "uuid-of-another"));
    await end();
    expect(await changed).toBe("uuid-2");
  });

  it("that one login can't see is read by another one, and then good for both", async () => {
    const { lists, readers, end } = startLists(({ login }) => login === "admin");
    const bob = login("bob");
    const unseen = uuidOf(lists.tokensOf(bob, alice));
    await end();
    expect(await unseen).toBe("no. 1");
    const seen = uuidOf(lists.tokensOf(admin, alice));
    await end();
    expect(await seen).toBe("uuid-2");
    expect(await uuidOf(lists.tokensOf(bob, alice))).toBe("uuid-2");
    expect(readers).toEqual(["bob reads alice", "admin reads alice"]);
  });

  it("that can't be seen isn't asked for again, until there is a token of the owner to log in with", async () => {
    const { lists, readers, end } = startLists((_, { tokens }) => tokens !== undefined);
    const first = uuidOf(lists.tokensOf(admin, alice));
    await end();
    expect([await first, await uuidOf(lists.tokensOf(admin, alice))]).toEqual(["no. 1", "no. 1"]);
    const withToken = uuidOf(lists.tokensOf(admin, aliceWithToken));
    await end();
    expect(await withToken).toBe("uuid-2");
    expect(readers).toHaveLength(2);
  });
});

describe("a list that was requested after a moment", () => {
  it("is never one that was requested before, and is shared by all who wait for one", async () => {
    const { lists, readers, end } = startLists();
    void lists.tokensOf(admin, alice);
    const moments = [lists.now(), lists.now()];
    const after = moments.map((moment) => uuidOf(lists.tokensAfter(moment, admin, alice)));
    await end();
    expect(await Promise.all(after)).toEqual(["uuid-2", "uuid-2"]);
    expect(readers).toHaveLength(2);
  });
});

describe("a list of which nothing comes", () => {
  it("is read anew by whoever asks next", async () => {
    let isBroken = true;
    const lists = createTokenLists(() => {
      if (isBroken) return Promise.reject(new Error("a bug"));
      return Promise.resolve({ tokens: [] });
    });
    await expect(lists.tokensOf(admin, alice)).rejects.toThrow("a bug");
    isBroken = false;
    expect(await lists.tokensOf(admin, alice)).toMatchObject({ seen: true });
  });
});
