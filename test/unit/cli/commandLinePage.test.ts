import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { admin, consultDoctor, tableOf } from "./runCli.ts";

const path = fileURLToPath(new URL("../../../docs/command-line.md", import.meta.url));

it("docs/command-line.md shows what the doctor prints; `vitest -u` brings it up to date", async () => {
  const shown = [await toAdministrator(), await toSomebody(), await withoutContextPath(), await toScript()];
  const page = readFileSync(path, "utf8").replaceAll(
    /^```console\n((?:\$ [^\n]*\n)*).*?^```$/gms,
    (_, commands: string) => `\`\`\`console\n${commands}${shown.shift()}\`\`\``,
  );
  expect(shown).toEqual([]);
  await expect(page).toMatchFileSnapshot(path);
});

async function toAdministrator(): Promise<string> {
  const jenkins = await startJenkins({ contextPath: "/jenkins" });
  const { exitCode, table } = await tableOf(jenkins, "admin", ["--for", "svc"]);
  expect(exitCode).toBe(0);
  return table;
}

/** What is different for somebody who is no administrator, on an older controller. */
async function toSomebody(): Promise<string> {
  const jenkins = await startJenkins({ version: "2.541.3" });
  const { exitCode, table } = await tableOf(jenkins, "alice", ["--for", "svc"]);
  expect(exitCode).toBe(1);
  return table.slice(table.indexOf("  ✗ Administrator"));
}

async function withoutContextPath(): Promise<string> {
  const jenkins = await startJenkins({ contextPath: "/jenkins" });
  const { origin } = new URL(jenkins.url);
  const { exitCode, table } = await tableOf(jenkins, "admin", [], { JENKINS_URL: origin });
  expect(exitCode).toBe(1);
  return table.slice(table.indexOf("  ✗ Jenkins URL"));
}

/** What `jq '.method, .checks.version.value, .checks.other'` prints of its JSON. */
async function toScript(): Promise<string> {
  const { report } = await consultDoctor({ ...admin(await startJenkins()), forUser: "svc" });
  const { method, checks } = report;
  const values = [method, checks.version.value, checks.other];
  return values.map((value) => `${JSON.stringify(value, null, 2)}\n`).join("");
}
