import { z } from "zod";
import { JenkinsError } from "../errors/jenkinsError.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { isCloudBees, versionOf } from "./features.ts";
import { parseJson } from "./responses/toJenkinsError.ts";
import { runScript } from "./scriptConsole.ts";

/** What a controller is in a CloudBees cluster, as far as our login may see. */
export type CloudBeesRole =
  /** No CloudBees product, a controller on its own, or one with users of its own: tokens stay where they are created. */
  | "independent"
  | "operationsCenter"
  /** Takes its users from the operations center, and with them their tokens, at each login and logout. */
  | "connectedController"
  | "unknown";

const pluginsPath = "/pluginManager/api/json?tree=plugins[shortName,active]";
const pluginsSchema = z.object({
  plugins: z.array(z.object({ shortName: z.string(), active: z.boolean() })),
});
const realmOfOperationsCenter = "com.cloudbees.opscenter.security.OperationsCenterSecurityRealm";

/** The role of the controller that the client talks to. Asks nothing but the version of one that isn't CloudBees'. */
export async function cloudBeesRole(client: JenkinsClient): Promise<CloudBeesRole> {
  const version = await versionOf(client);
  if (version === undefined || !isCloudBees(version)) return "independent";
  const plugins = await activePlugins(client);
  if (!plugins) return "unknown"; // the list takes an administrator
  if (plugins.has("operations-center-server")) return "operationsCenter";
  if (!plugins.has("operations-center-client")) return "independent";
  const realm = await securityRealm(client);
  if (realm === undefined) return "unknown";
  return realm === realmOfOperationsCenter ? "connectedController" : "independent";
}

async function activePlugins(client: JenkinsClient): Promise<Set<string> | undefined> {
  const response = await client.get(pluginsPath);
  if (response.status !== 200) return undefined;
  const { plugins } = parseJson(pluginsSchema, response, () =>
    client.unexpected("GET", pluginsPath, response),
  );
  return new Set(plugins.filter(({ active }) => active).map(({ shortName }) => shortName));
}

async function securityRealm(client: JenkinsClient): Promise<string | undefined> {
  try {
    return (await runScript(client, "identify", {}, z.object({ securityRealm: z.string() }))).securityRealm;
  } catch (error) {
    if (error instanceof JenkinsError && (error.means === "closed" || error.means === "refused"))
      return undefined;
    throw error;
  }
}
