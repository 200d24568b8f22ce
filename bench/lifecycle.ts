import { createRequire } from "node:module";
import type * as compiled from "../provider/dynamic/lifecycle.ts";
import type { BenchJenkins } from "./jenkins.ts";

/** The compiled package, as its users run it. The package finds itself by name from its own package.json alone. */
const requireOfPackage = createRequire(new URL("../package.json", import.meta.url));
const { configure } = requireOfPackage("pulumi-jenkins-api-token/lifecycle") as typeof compiled;

/** A lifecycle of one process, logged in as the administrator. */
export function startLifecycle({
  url,
  adminToken,
}: Pick<BenchJenkins, "url" | "adminToken">): compiled.Lifecycle {
  const environment = { JENKINS_URL: url, JENKINS_USER_ID: "admin", JENKINS_API_TOKEN: adminToken };
  return configure({ config: { get: () => undefined } as never }, { environment });
}
