import { message } from "../../../provider/errors/message.ts";
import { type Check, none, ok, toProblem } from "../check.ts";

/** Whether the login may run scripts on the controller, which is a method to create tokens for other users. */
export const scriptConsole: Check = {
  title: () => "Script console",
  needs: ["crumb"],
  isForOther: true,
  async probe({ other, checkConsole }) {
    const obstacle = await checkConsole();
    if (!obstacle) return ok("works");
    if (obstacle.code === "scriptConsoleForbidden") return none("open to administrators only", false);
    if (other === undefined) return none(message`doesn't work: ${obstacle}`, false);
    return { ...toProblem(obstacle), value: false };
  },
};
