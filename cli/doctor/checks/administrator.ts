import { type Check, none, ok, problem } from "../check.ts";

/** Whether the login may do everything: the script console is open to nobody else. */
export const administrator: Check = {
  title: () => "Administrator",
  needs: ["crumb"],
  async look({ client: { login }, other, tryConsole }) {
    const obstacle = await tryConsole();
    if (!obstacle) return ok("yes");
    if (obstacle.code !== "scriptConsoleForbidden") return none("can't be told without the script console");
    if (other === undefined) return none("no; tokens for other users take one", false);
    return problem("no", `Log in as an administrator instead of '${login}', or as '${other}'.`, false);
  },
};
