import { describe, expect, it } from "vitest";
import { basic, whoAmI } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

describe("a restart", () => {
  it("25e-25f keeps saved tokens and forgets unsaved ones", () =>
    withJenkins({}, async (jenkins) => {
      const saved = jenkins.generateToken("alice", "saved").tokenValue;
      const unsaved = jenkins.generateToken("alice", "unsaved", { saved: false }).tokenValue;
      expect((await whoAmI(jenkins.url, "alice", unsaved)).status).toBe(200);
      jenkins.restart();
      expect((await whoAmI(jenkins.url, "alice", saved)).status).toBe(200);
      expect((await whoAmI(jenkins.url, "alice", unsaved)).status).toBe(401);
    }));

  it("ends sessions and crumbs and renames the session cookie", () =>
    withJenkins({}, async (jenkins) => {
      const issue = () =>
        fetch(`${jenkins.url}/crumbIssuer/api/json`, { headers: basic("alice", "alice-pw") });
      const before = await issue();
      const { crumb } = (await before.json()) as { crumb: string };
      const cookie = before.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      jenkins.restart();
      const refused = await fetch(`${jenkins.url}/job/testJob/build`, {
        method: "POST",
        headers: { ...basic("alice", "alice-pw"), Cookie: cookie, "Jenkins-Crumb": crumb },
      });
      expect(refused.status).toBe(403);
      const after = (await issue()).headers.getSetCookie()[0] ?? "";
      expect(after.split("=")[0]).not.toBe(cookie.split("=")[0]);
    }));
});
