import { describe, expect, it } from "vitest";
import { type JenkinsErrorCode, jenkinsErrorCodes } from "../../../provider/errors/catalogue.ts";
import { toStable } from "../../support/stableText.ts";
import { networkPath } from "./catalogue/networkPath.ts";
import { answers } from "./catalogue/responses.ts";
import { tokens } from "./catalogue/tokens.ts";
import type { Situation } from "./catalogue/up.ts";

/** The compiler sees to it that none of the catalogue is left out. */
const situations: Readonly<Record<JenkinsErrorCode, Situation>> = { ...networkPath, ...answers, ...tokens };

describe("each error of the catalogue comes about on real sockets, and says what to do", () => {
  it.each(jenkinsErrorCodes)("%s", async (code) => {
    const error = await situations[code]();
    expect(error).toMatchObject({ code });
    expect(error.message).toMatch(/\n {2}what to do: [A-Z]/);
    expect(error.message.split("\n").at(-1)).toBe(`  error code: ${code}`);
    expect(error.message.length).toBeLessThan(1500);
    await expect(`${toStable(error.message)}\n`).toMatchFileSnapshot(`./catalogue/${code}.txt`);
  });
});
