import { message } from "../../../provider/errors/message.ts";
import { type Check, none, ok, problem } from "../check.ts";

/** Whether the login is an administrator, as the script console requires. */
export const administrator: Check = {
  title: () => "Administrator",
  needs: ["crumb"],
  isForOther: true,
  async probe({ client: { login }, other, checkConsole }) {
    const obstacle = await checkConsole();
    if (!obstacle) return ok("yes");
    if (obstacle.code !== "scriptConsoleForbidden") return none("not known without the script console");
    if (other === undefined) return none("no; tokens for other users require one", false);
    return problem("no", message`Log in as an administrator instead of '${login}', or as '${other}'.`, false);
  },
};
