import { type Check, none, ok, toProblem } from "../check.ts";

/** Whether the login may run scripts on the controller, which is a way to tokens for other users. */
export const scriptConsole: Check = {
  title: () => "Script console",
  needs: ["crumb"],
  async look({ other, tryConsole }) {
    const obstacle = await tryConsole();
    if (!obstacle) return ok("runs our scripts");
    if (obstacle.code === "scriptConsoleForbidden") return none("open to administrators alone", false);
    if (other === undefined) return none(`doesn't work: ${obstacle.summary}`, false);
    return { ...toProblem(obstacle), value: false };
  },
};
