import { z } from "zod";
import { userPath } from "./apiTokenProperty.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { toJson } from "./responses/responseKinds.ts";

const userSchema = z.object({ id: z.string() });

/**
 * Whether two user IDs are one user. Only where they differ in case alone it takes requests: the controller's realm decides.
 * Where it can't be seen, they are one user, as in Jenkins' own realm and most others.
 */
export async function isSameUserAt(client: JenkinsClient, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  if (one.toLowerCase() !== other.toLowerCase()) return false;
  const [id, otherId] = await Promise.all([idOf(client, one), idOf(client, other)]);
  return id === "unseen" || otherId === "unseen" || id === otherId;
}

/** The ID as Jenkins writes it; undefined where it has no such user. */
async function idOf(client: JenkinsClient, username: string): Promise<string | "unseen" | undefined> {
  const response = await client.get(`${userPath(username)}/api/json?tree=id`);
  if (response.status === 404) return undefined;
  return userSchema.safeParse(toJson(response.body)).data?.id ?? "unseen";
}
