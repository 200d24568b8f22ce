import { JenkinsError } from "../../../provider/errors.ts";
import { userPath } from "../../../provider/jenkins/apiTokenProperty.ts";
import { type Check, ok, toProblem } from "../check.ts";

/** Whether the controller knows the user of `--for`. */
export const user: Check = {
  title: ({ other = "of --for" }) => `User ${other}`,
  needs: ["login"],
  isForOther: true,
  async look({ client, other = "" }) {
    const path = `${userPath(other)}/api/json`;
    const response = await client.get(path);
    if (response.status === 200) return ok("is known");
    if (response.status !== 404) throw client.unexpected("GET", path, response);
    const { url } = client;
    return { ...toProblem(new JenkinsError("unknownUser", { url, username: other })), value: false };
  },
};
