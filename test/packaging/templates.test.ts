import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { examples } from "./support/examples.ts";
import { runCommand } from "./support/runCommand.ts";

interface Template {
  readonly displayName?: string;
  readonly description?: string;
  readonly config?: Readonly<Record<string, { description?: string; secret?: boolean; default?: string }>>;
}

describe.each(examples)("$name", ({ folder, files }) => {
  const { template } = parse(files["Pulumi.yaml"] ?? "") as { template?: Template };

  it("is a template of `pulumi new`", async () => {
    const temporary = await mkdtemp(join(tmpdir(), "new-"));
    onTestFinished(() => rm(temporary, { recursive: true, force: true }));
    const project = join(temporary, "project");
    const flags = ["--generate-only", "--yes", "--non-interactive", "--name", "my-tokens", "--dir", project];
    await runCommand(temporary, join(inject("pulumiBinDirectory"), "pulumi"), ["new", folder, ...flags], {
      PULUMI_HOME: join(temporary, "home"),
      PULUMI_BACKEND_URL: `file://${temporary}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });

    expect((await readdir(project)).sort()).toEqual(Object.keys(files).sort());
    const settings = parse(await readFile(join(project, "Pulumi.yaml"), "utf8"));
    expect(settings).toMatchObject({ name: "my-tokens", runtime: "nodejs" });
    expect(settings.template).toBeUndefined();
    expect(await readFile(join(project, "index.ts"), "utf8")).toBe(files["index.ts"]);
  });

  it("describes itself, and asks for all that it needs", () => {
    expect(template?.displayName).toBeTruthy();
    expect(template?.description).toBeTruthy();
    const asked = template?.config ?? {};
    for (const { description } of Object.values(asked)) expect(description).toBeTruthy();

    const required = [
      ...(files["index.ts"] ?? "").matchAll(/require(?:Secret|Object)?(?:<.*>)?\("(\w+)"\)/g),
    ];
    for (const [call, name = ""] of required) {
      expect(Object.keys(asked), call).toContain(name);
      expect(asked[name]?.secret ?? false, call).toBe(call.startsWith("requireSecret"));
    }
  });

  it("has a README of about ten lines that says how to run it", () => {
    const readme = files["README.md"] ?? "";
    expect(readme.trim().split("\n").length).toBeLessThanOrEqual(20);
    expect(readme).toContain(readme.includes("npm start") ? "npm install" : "pulumi new PATH/TO/examples/");
  });
});
