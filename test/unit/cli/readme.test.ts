import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startJenkins } from "../../pulumi/support/pulumiJenkins.ts";
import { admin, consultDoctor } from "./runCli.ts";
import { tableOf, toSame } from "./tableOf.ts";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
/** What the README shows of the terminal, without the commands. */
const [administrator = "", somebody = "", withoutPath = "", json = ""] = [
  ...readme.matchAll(/^```console\n(.*?)^```$/gms),
].map(([, shown = ""]) => toSame(shown.replaceAll(/^\$ .*\n/gm, "")));

describe("what the README shows of the doctor is what it prints", () => {
  it("to an administrator who asks for somebody else", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const { exitCode, table } = await tableOf(jenkins, "admin", ["--for", "svc"]);
    expect(table).toBe(administrator);
    expect(exitCode).toBe(0);
  });

  it("to somebody who isn't one, on an older controller", async () => {
    const jenkins = await startJenkins({ version: "2.541.3" });
    const { exitCode, table } = await tableOf(jenkins, "alice", ["--for", "svc"]);
    expect(table.slice(table.indexOf("  ✗ Administrator"))).toBe(somebody);
    expect(exitCode).toBe(1);
  });

  it("of a URL without its context path", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const { exitCode, table } = await tableOf(jenkins, "admin", [], {
      JENKINS_URL: new URL(jenkins.url).origin,
    });
    expect(withoutPath).toMatch(/\n {4}…\n$/);
    expect(table).toContain(withoutPath.replace(/ {4}…\n$/, ""));
    expect(exitCode).toBe(1);
  });

  it("to a script", async () => {
    const { report } = await consultDoctor({ ...admin(await startJenkins()), forUser: "svc" });
    const { method, checks } = report;
    const printed = [method, checks.version.value, checks.other].map((value) =>
      JSON.stringify(value, null, 2),
    );
    expect(`${printed.join("\n")}\n`).toBe(json);
  });
});
