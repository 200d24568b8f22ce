import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { Context } from "./context.ts";
import type { Properties } from "./model/properties.ts";
import { choiceOf } from "./model/unknown.ts";

/** The connection that a program chooses for a resource, resolved once for one operation. */
export interface Target {
  /** Undefined where it is missing or wrong. */
  readonly url: string | undefined;
  /** The user that the connection logs in as; undefined where it is missing or wrong. */
  readonly login: string | undefined;
  /** Reads the secrets of the connection when it is first called. Throws as `Connections.connect` does. */
  readonly client: () => Promise<JenkinsClient>;
}

/** Undefined while a preview does not know the connection. */
export function targetOf({ inspect, connect }: Context, inputs: Properties): Target | undefined {
  const choice = choiceOf(inputs);
  if (!choice) return undefined;
  const { url, username: login } = inspect(choice);
  return { url, login, client: () => connect(choice) };
}
