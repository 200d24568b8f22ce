import { z } from "zod";
import type { HttpResponse } from "../http/httpClient.ts";
import type { Credentials } from "./client/credentials.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { parseJson } from "./responses/toJenkinsError.ts";

const whoAmISchema = z.object({ name: z.string(), anonymous: z.boolean() });

/** Whom Jenkins takes somebody for: a user, nobody in particular, or an impostor (401). */
export type Identity =
  | { readonly kind: "user"; readonly name: string }
  | { readonly kind: "anonymous" | "refused" };

const path = "/whoAmI/api/json";

/** Whom Jenkins takes the client itself for. */
export async function whoAmI(
  client: JenkinsClient,
  options: { readonly isRetried?: boolean } = {},
): Promise<Identity> {
  return toIdentity(client, await client.get(path, options));
}

/** The user that Jenkins identifies by the given credentials, requested without any cookie. */
export async function whoIs(client: JenkinsClient, credentials: Credentials): Promise<Identity> {
  return toIdentity(client, await client.getAs(credentials, path), credentials);
}

function toIdentity(client: JenkinsClient, response: HttpResponse, as?: Credentials): Identity {
  const unexpected = () => client.unexpected("GET", path, response, as);
  if (response.status === 401) return { kind: "refused" };
  if (response.status !== 200) throw unexpected();
  const { anonymous, name } = parseJson(whoAmISchema, response, unexpected);
  // Without a login Jenkins responds with 200 too, as the user "anonymous".
  return anonymous ? { kind: "anonymous" } : { kind: "user", name };
}
