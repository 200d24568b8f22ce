import { z } from "zod";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import type { ListedToken } from "./listedToken.ts";
import { runScript } from "./scriptConsole.ts";

const listedSchema = z.object({
  tokenUuid: z.string(),
  tokenName: z.string(),
  creationDate: z.number().nullish(),
  useCounter: z.number().nullish(),
});

/** The tokens of a user as a script lists them, which an administrator may run. @throws JenkinsError as `runScript` does */
export async function readTokenListByScript(
  client: JenkinsClient,
  username: string,
): Promise<readonly ListedToken[]> {
  const schema = z.object({ tokens: z.array(listedSchema) });
  return (await runScript(client, "list", { username }, schema)).tokens.map(toListedToken);
}

function toListedToken(token: z.infer<typeof listedSchema>): ListedToken {
  const { tokenUuid, tokenName, creationDate, useCounter } = token;
  const isUsed = typeof useCounter === "number" ? useCounter > 0 : undefined;
  const createdAt = creationDate ?? undefined;
  return { tokenUuid, tokenName, createdAt, isUsed, isExpired: false, isLegacy: false };
}
