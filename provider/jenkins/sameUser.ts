import { z } from "zod";
import { JenkinsError } from "../errors/jenkinsError.ts";
import { userPath } from "./apiTokenProperty.ts";
import { isSameUser } from "./client/credentials.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { toJson } from "./responses/responseKinds.ts";

const userSchema = z.object({ id: z.string() });

/**
 * Whether two user IDs are one user. Only where they differ in case alone it takes requests, once per client: the
 * controller's realm decides. Where it can't be seen, they are one user, as in Jenkins' own realm and most others.
 */
export async function isSameUserAt(client: JenkinsClient, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  if (!isSameUser(one, other)) return false;
  const [id, otherId] = await Promise.all([idOf(client, one), idOf(client, other)]);
  return id === unseen || otherId === unseen || id === otherId;
}

/** The ID as Jenkins writes it; undefined where it has no such user. */
type CanonicalId = string | typeof unseen | undefined;

const unseen = Symbol("unseen");

const idsByClient = new WeakMap<JenkinsClient, Map<string, Promise<CanonicalId>>>();

function idOf(client: JenkinsClient, username: string): Promise<CanonicalId> {
  const ids = idsByClient.get(client) ?? new Map<string, Promise<CanonicalId>>();
  idsByClient.set(client, ids);
  const id = ids.get(username) ?? readId(client, username);
  ids.set(username, id);
  return id;
}

async function readId(client: JenkinsClient, username: string): Promise<CanonicalId> {
  try {
    const response = await client.get(`${userPath(username)}/api/json?tree=id`);
    if (response.status === 404) return undefined;
    return userSchema.safeParse(toJson(response.body)).data?.id ?? unseen;
  } catch (error) {
    if (error instanceof JenkinsError) return unseen;
    throw error;
  }
}
