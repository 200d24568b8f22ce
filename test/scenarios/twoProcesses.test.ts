import { expect, it } from "vitest";
import {
  passwordLogin,
  startJenkins,
  startProvider,
  tokenLogin,
  tokensOf,
} from "../support/lifecycleProvider.ts";
import { whoAmI } from "../unit/emulator/client.ts";
import { Stack } from "./support/lifeEngine.ts";

const perProcess = 8;
const ownName = (index: number) => `deploy ${index}`;

it.each([
  ["of names of their own, with a password", ownName, passwordLogin],
  ["of names of their own, with an API token", ownName, tokenLogin],
  ["of one name, with an API token", () => "deploy", tokenLogin],
])(
  "two processes at once make and rotate tokens of one user, %s: the declared ones are there in the end",
  async (_, toName, login) => {
    const jenkins = await startJenkins();
    const settings = login(jenkins, "alice");
    const processes = [0, 1].map((process) =>
      Array.from({ length: perProcess }, (_each, index) => ({
        stack: new Stack(),
        tokenName: toName(process * perProcess + index),
      })),
    );
    for (const version of [1, 2, 3]) {
      const reports = await Promise.all(
        processes.flatMap((tokens) => {
          const provider = startProvider(settings, { retryDelayMs: 50 });
          return tokens.map(({ stack, tokenName }) => stack.up(provider, { ci: { tokenName, version } }));
        }),
      );
      expect(reports.flatMap(({ errors }) => errors)).toEqual([]);
      const states = processes.flat().map(({ stack }) => stack.outputs("ci") ?? {});
      const declared = states.map(({ tokenUuid, tokenName }) => `${tokenUuid} ${tokenName}`);
      const there = tokensOf(jenkins, "alice").map(({ uuid, name }) => `${uuid} ${name}`);
      expect(there.toSorted()).toEqual(declared.toSorted());
      for (const { tokenValue } of states) {
        expect(await whoAmI(jenkins.url, "alice", String(tokenValue))).toEqual({
          status: 200,
          name: "alice",
        });
      }
    }
    // Otherwise they haven't been in each other's way.
    expect(jenkins.requests.some(({ status }) => status === 500)).toBe(true);
  },
);
