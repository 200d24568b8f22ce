import { addSingleSignOn } from "../singleSignOn.ts";
import { addApiTokenProperty } from "./apiTokenProperty/index.ts";
import { addCrumbIssuer } from "./crumbIssuer.ts";
import { addJobs } from "./jobs.ts";
import { addLogin } from "./login.ts";
import { addPluginManager } from "./pluginManager.ts";
import { addRootApi } from "./rootApi.ts";
import type { Router } from "./router.ts";
import { addScriptConsole } from "./scriptConsole.ts";
import { addSecurityPage } from "./securityPage.ts";
import { addUserApi } from "./userApi.ts";
import { addWhoAmI } from "./whoAmI.ts";

/** Every path that the embedded Jenkins knows. */
export function addRoutes(router: Router): void {
  addApiTokenProperty(router);
  addCrumbIssuer(router);
  addJobs(router);
  addLogin(router);
  addPluginManager(router);
  addRootApi(router);
  addScriptConsole(router);
  addSecurityPage(router);
  addSingleSignOn(router);
  addUserApi(router);
  addWhoAmI(router);
}
