import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { type Check, none, ok, problem } from "../check.ts";

const secondMs = 1000;
const dayMs = 24 * 60 * 60 * secondMs;

/** How far the controller's clock is from ours: expiry counts its days, the rotation schedule counts ours. */
export const clock: Check = {
  title: () => "Clock",
  needs: ["jenkins"],
  async probe({ requestLogin, now }) {
    const { response } = await requestLogin();
    const time = response instanceof JenkinsError ? Number.NaN : Date.parse(response.headers.date ?? "");
    if (Number.isNaN(time)) return none("the controller reports no time");
    // The header has whole seconds.
    const differenceMs = time - Math.floor(now().getTime() / secondMs) * secondMs;
    const days = Math.round(differenceMs / dayMs) || 0;
    if (days === 0) return ok(`the same day (${describe(differenceMs)} this machine)`, days);
    return problem(
      `${describe(differenceMs)} this machine`,
      "Set the clock that is wrong: tokens expire by the controller's, and are rotated by this machine's.",
      days,
    );
  },
};

function describe(differenceMs: number): string {
  const amount = Math.abs(differenceMs);
  const text =
    amount < dayMs / 2 ? `${Math.round(amount / secondMs)} s` : `${Math.round(amount / dayMs)} days`;
  return `${text} ${differenceMs < 0 ? "behind" : "ahead of"}`;
}
