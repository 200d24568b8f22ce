import type { JenkinsError } from "../../errors/catalogue.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { generateBy } from "../../methods/choose.ts";
import type { Context } from "../context.ts";
import { addDays, toDay } from "../model/dates.ts";
import type { Inputs } from "../model/inputs.ts";
import type { Token } from "../model/state.ts";
import { refuseConnectedController } from "./connectedController.ts";

/** A token that was made, and is to be proved. */
export interface Made {
  readonly token: Token;
  /** What is to be said of another token that may have been left behind. */
  readonly leftBehind: JenkinsError | undefined;
}

/** Makes a new token as the inputs say; what it returns is on the controller, but not yet proved. */
export async function make(context: Context, client: JenkinsClient, inputs: Inputs): Promise<Made> {
  const { username = client.login, tokenName = "", method: choice = "auto" } = inputs;
  const { fixedValue, expiresInDays, expiresOn } = inputs;
  const { now, legacyOwners } = context;
  const { url } = client;
  await refuseConnectedController(context, client, inputs.allowConnectedController ?? false);
  const expiry =
    fixedValue !== undefined && expiresInDays !== undefined
      ? { expiresOn: addDays(toDay(now()), expiresInDays) } // Jenkins wouldn't tell which day it reckoned
      : { expiresInDays, expiresOn };
  const order = { username, tokenName, fixedValue, ...expiry };
  const { leftBehind, stillComing, ...generated } = await context.mutations.run({ url, username }, () =>
    generateBy(choice, { ...order, client, now, legacyOwners }),
  );
  if (stillComing?.length) {
    context.warn(
      `A request for a token of '${username}' got no answer in time, and was made up for by another one. Should Jenkins at ` +
        `${url} carry it out after all, '${stillComing.join("' or '")}' turns up on the user's security page, never used: ` +
        "revoke it there.",
    );
  }
  return { token: { ...generated, username, url, createdAt: now().toISOString() }, leftBehind };
}
