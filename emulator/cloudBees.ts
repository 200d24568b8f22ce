import type { User } from "./model/users.ts";
import type { CloudBeesRole } from "./options.ts";

/** A plugin as `/pluginManager` lists it. */
export interface Plugin {
  shortName: string;
  active: boolean;
}

/** The realm of a connected controller that takes its users from the operations center. */
export const operationsCenterRealm = "com.cloudbees.opscenter.security.OperationsCenterSecurityRealm";

/** A version as CloudBees counts them: four parts. */
export const cloudBeesVersion = "2.516.1.28665";

/** The plugins that show a controller's role. */
export function pluginsOf(role: CloudBeesRole | undefined): Plugin[] {
  if (role === undefined) return [];
  const shortName = role === "operationsCenter" ? "operations-center-server" : "operations-center-client";
  return ["cloudbees-license", "operations-center-context", shortName].map((name) => ({
    shortName: name,
    active: true,
  }));
}

/** What a logout does to the user's tokens: with the realm of the operations center they are overwritten by its own. */
export function forgetTokensAtLogout(user: User, securityRealm: string): void {
  if (securityRealm === operationsCenterRealm) user.tokens?.revokeAll();
}
