import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { linkCheckout } from "../../pulumi/support/pulumiProject.ts";
import { createStack } from "../../pulumi/support/pulumiStack.ts";
import { actionsOf, startBuild, startJenkins } from "../../support/jenkins.ts";
import type { LanguageName } from "./prepareLanguages.ts";

/** The same program in each language: two tokens of alice, and one of svc on another controller through a provider of its own. */
const programs = join(import.meta.dirname, "../programs");
const examples = join(import.meta.dirname, "../../../examples");

/**
 * The tests of this program in one language, and of the example in that language. They are left out, and say so, where the
 * language can't run.
 */
export function describeLanguage(language: LanguageName, example?: string): void {
  const { leftOut } = inject("languages")[language];
  describe(leftOut ? `a program in ${language} is left out: ${leftOut}` : `a program in ${language}`, () => {
    test.skipIf(leftOut)("creates, rotates and revokes tokens, and keeps their values secret", async () => {
      const [jenkins, other] = [await startJenkins(), await startJenkins()];
      const stack = await startStack(language, jenkins, join(programs, language));
      await stack.configure(settingsOf(other));

      expect(await stack.up()).toContain("5 created");
      const first = await stack.outputs();
      expect(await startBuild(jenkins.url, "alice", first.ownValue)).toBe(201);
      expect(await startBuild(other.url, "svc", first.theirValue)).toBe(201);
      expect(first.authorization).toBe(`Basic ${btoa(`alice:${first.ownValue}`)}`);
      expect(first.listedUuid).toBe(first.theirUuid);
      expect(other.tokens("svc")).toMatchObject([{ uuid: first.theirUuid }]);
      const masked = JSON.parse(await stack.pulumi("stack", "output", "--json"));
      expect(masked).toMatchObject({
        ownValue: "[secret]",
        authorization: "[secret]",
        keptValue: "[secret]",
        theirValue: "[secret]",
        theirUuid: first.theirUuid,
      });

      jenkins.clearRequests();
      expect(await stack.up("--expect-no-changes")).toContain("5 unchanged");
      expect(actionsOf(jenkins)).toEqual([]);

      await stack.configure({ plain: { version: "2" } });
      expect(await stack.up()).toContain("1 replaced");
      const second = await stack.outputs();
      expect(await startBuild(jenkins.url, "alice", second.ownValue)).toBe(201);
      expect(await startBuild(jenkins.url, "alice", first.ownValue)).toBe(401);
      expect(second.keptValue).toBe(first.keptValue);

      expect(await stack.destroy()).toContain("5 deleted");
      expect([...jenkins.tokens("alice"), ...other.tokens("svc")]).toEqual([]);
    });

    test.skipIf(leftOut)(
      "takes over an imported token, and replaces one that was revoked by hand",
      async () => {
        const [jenkins, other] = [await startJenkins(), await startJenkins()];
        const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "made by hand");
        const stack = await startStack(language, jenkins, join(programs, language));
        await stack.configure(settingsOf(other));

        stack.environment.JENKINS_IMPORT_TOKEN_VALUE = tokenValue;
        const resource = ["jenkins:index:ApiToken", "kept", `alice/${tokenUuid}`];
        await stack.pulumi("import", ...resource, "--yes", "--protect=false", "--generate-code=false");
        delete stack.environment.JENKINS_IMPORT_TOKEN_VALUE;
        expect(await stack.up()).toMatch(/3 created\s+2 unchanged/);
        const first = await stack.outputs();
        expect(first.keptValue).toBe(tokenValue);

        jenkins.revokeToken("alice", first.ownUuid as string);
        expect(await stack.refresh()).toContain("1 deleted");
        expect(await stack.up()).toMatch(/1 created\s+4 unchanged/);
        const second = await stack.outputs();
        expect(await startBuild(jenkins.url, "alice", second.ownValue)).toBe(201);
        expect(await startBuild(jenkins.url, "alice", second.keptValue)).toBe(201);

        await stack.destroy();
        expect([...jenkins.tokens("alice"), ...other.tokens("svc")]).toEqual([]);
      },
    );

    if (!example) return;
    test.skipIf(leftOut)(`runs examples/${example}`, async () => {
      const jenkins = await startJenkins();
      const stack = await startStack(language, jenkins, join(examples, example));

      await stack.up();
      const first = valueIn(await stack.outputs());
      expect(await startBuild(jenkins.url, "alice", first)).toBe(201);
      expect(await stack.up()).toContain("2 unchanged");
      await stack.up("--replace", (await stack.state()).resources.at(-1)?.urn ?? "");
      const second = valueIn(await stack.outputs());
      expect(await startBuild(jenkins.url, "alice", second)).toBe(201);
      expect(second).not.toBe(first);
      await stack.destroy();
      expect(jenkins.tokens("alice")).toEqual([]);
    });
  });
}

const settingsOf = ({ url }: EmbeddedJenkins) => ({
  plain: { version: "1", otherUrl: url },
  secret: { otherPassword: "svc-pw" },
});

/** The token in the outputs of an example: in the manifest of a Secret, or in the value of a header. */
function valueIn({ manifest, authorization = "" }: Record<string, string>): string {
  if (manifest) return JSON.parse(manifest).stringData.password;
  return atob(authorization.replace("Basic ", "")).replace("alice:", "");
}

async function startStack(language: LanguageName, jenkins: EmbeddedJenkins, program: string) {
  const { environment = {}, files = {}, path = "", sdk } = inject("languages")[language];
  return createStack({
    jenkins,
    environment,
    path,
    plugins: inject("installedPlugins"),
    files: { ...(await readFiles(program)), ...files },
    async install(folder) {
      await linkCheckout(folder);
      if (sdk) await cp(sdk, join(folder, "node_modules", "pulumi-jenkins"), { recursive: true });
    },
  });
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder);
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const);
  return Object.fromEntries(await Promise.all(texts));
}
