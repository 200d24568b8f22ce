import { z } from "zod";
import { JenkinsError } from "../errors/jenkinsError.ts";
import { tokenUuidSchema, tokenValueSchema } from "../jenkins/apiTokenProperty.ts";
import { supports } from "../jenkins/features.ts";
import { runScript } from "../jenkins/scriptConsole.ts";
import { rest } from "./rest.ts";
import type { TokenMethod } from "./tokenMethod.ts";

const generatedSchema = z.object({
  tokenUuid: tokenUuidSchema,
  tokenValue: tokenValueSchema,
  expirationDate: z.string().nullish(),
});

/** Scripts that an administrator runs on the controller: for any user who exists there. */
export const scriptConsole: TokenMethod = {
  name: "scriptConsole",
  async generate(client, { username, tokenName, fixedValue, expiresInDays, expiresOn }) {
    if ((await supports(client, "namedTokens")) === false)
      throw new JenkinsError("noTokenApi", { url: client.url });
    const given = { username, tokenName, fixedValue, expiresInDays, expiresOn };
    const { tokenUuid, tokenValue, expirationDate } = await runScript(
      client,
      "generate",
      given,
      generatedSchema,
    );
    return { tokenUuid, tokenValue, expiresOn: expirationDate ?? undefined };
  },
  async rename(client, { username, tokenUuid, tokenName }) {
    const given = { username, tokenUuid, tokenName };
    return orByRest(
      async () => (await runScript(client, "rename", given, z.object({ found: z.boolean() }))).found,
      () => rest.rename(client, given),
    );
  },
  async revoke(client, { username, tokenUuid }) {
    await orByRest(
      async () => {
        await runScript(client, "revoke", { username, tokenUuid }, z.object({ ok: z.literal(true) }));
      },
      () => rest.revoke(client, { username, tokenUuid }),
    );
  },
};

/** An administrator may also rename and revoke everybody's tokens by REST: the fallback where the script console is closed. */
async function orByRest<Result>(
  byScript: () => Promise<Result>,
  byRest: () => Promise<Result>,
): Promise<Result> {
  try {
    return await byScript();
  } catch (error) {
    const isClosed =
      error instanceof JenkinsError && (error.means === "closed" || error.code === "scriptConsoleForbidden");
    if (!isClosed) throw error;
    return byRest();
  }
}
