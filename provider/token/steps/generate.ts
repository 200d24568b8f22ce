import { randomBytes } from "node:crypto";
import type { JenkinsError } from "../../errors/jenkinsError.ts";
import { message, own } from "../../errors/message.ts";
import type { Shown } from "../../errors/shown.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import type { Context } from "../context.ts";
import { addDays, toDay } from "../model/dates.ts";
import type { Inputs } from "../model/inputs.ts";
import { nameOf } from "../model/resource.ts";
import type { Token } from "../model/state.ts";
import { refuseConnectedController } from "./connectedController.ts";

/** A token that exists on the controller, and is still to be verified. */
export interface Generated {
  readonly token: Token;
  /** Reports another token that may be orphaned. */
  readonly orphaned: JenkinsError | undefined;
}

/** Generates a token as the inputs say; without a name, under the resource's name and seven random hex digits. */
export async function generate(
  context: Context,
  resource: string,
  client: JenkinsClient,
  inputs: Inputs,
): Promise<Generated> {
  const { username = client.login, tokenName = autoname(resource), method: choice = "auto" } = inputs;
  const { fixedValue, expiresInDays, expiresOn } = inputs;
  const { now, registry } = context;
  const { url } = client;
  await refuseConnectedController(context, client, inputs.allowConnectedController ?? false);
  const expiry =
    fixedValue !== undefined && expiresInDays !== undefined
      ? { expiresOn: addDays(toDay(now()), expiresInDays) } // Jenkins does not report the day that it calculates
      : { expiresInDays, expiresOn };
  const order = { username, tokenName, fixedValue, ...expiry };
  const reserveLegacy = (tokenUuid: string) => registry.reserve(resource, { url, tokenUuid });
  const { orphaned, stillRunning, legacyReservation, ...generated } = await context.methods.generate(choice, {
    ...order,
    client,
    now,
    reserveLegacy,
  });
  const createdAt = now().toISOString();
  legacyReservation?.confirm(createdAt);
  context.secrets.add(generated.tokenValue);
  if (stillRunning?.length) context.warn(toLateWarning(url, username, stillRunning), resource);
  const controllerIdentity = client.seenIdentity();
  return { token: { ...generated, username, url, controllerIdentity, createdAt }, orphaned };
}

function toLateWarning(url: string, username: string, names: readonly string[]): Shown {
  const what = own("got no response in time, and another token was generated instead. If Jenkins at");
  return message`A request to generate a token for '${username}' ${what} ${own(url)} still carries the first request out, '${names.join("' or '")}' appears on the user's security page, never used: revoke it there.`;
}

/** As Pulumi names things. */
function autoname(resource: string): string {
  return `${nameOf(resource)}-${randomBytes(4).toString("hex").slice(0, 7)}`;
}
