import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startJenkins } from "./support/pulumiJenkins.ts";
import { createStack } from "./support/pulumiStack.ts";

const examples = join(import.meta.dirname, "../../examples");
const names = readdirSync(examples).filter((name) => name !== "quickstart");

/** All examples in one program, each with its outputs under its name. The quickstart is what the demo runs. */
const program = names
  .map((name) => {
    const source = readFileSync(join(examples, name, "index.ts"), "utf8");
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 };
    const { outputText } = ts.transpileModule(source, { compilerOptions });
    return `exports["${name}"] = {};\n(function (exports) {${outputText}})(exports["${name}"]);\n`;
  })
  .join("\n");

interface Outputs {
  readonly adopt: { readonly tokenName: string; readonly tokenUuid: string; readonly tokenValue: string };
  readonly bootstrap: { readonly deployHeader: string; readonly monitoringHeader: string };
  readonly fleet: { readonly authorization: string };
  readonly "kubernetes-secret": { readonly manifest: string };
  readonly "scheduled-rotation": { readonly authorization: string; readonly rotateOn: string };
  readonly "service-users": { readonly logins: readonly { username: string; password: string }[] };
  readonly webhook: { readonly request: { method: string; url: string; authorization: string } };
}

async function whoIs({ url }: EmbeddedJenkins, authorization: string): Promise<string | undefined> {
  const response = await fetch(`${url}/whoAmI/api/json`, { headers: { authorization } });
  return response.ok ? ((await response.json()) as { name: string }).name : undefined;
}

const basic = ({ username, password }: { username: string; password: string }) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

describe("the examples", () => {
  it("do what they say, rotate with a new version, and leave nothing behind", async () => {
    const [jenkins, eu, us] = [
      await startJenkins(),
      await startJenkins(),
      await startJenkins({ version: "2.346.3" }),
    ];
    const adopted = jenkins.generateToken("admin", "clicked together");
    const login = { username: "admin", password: "admin-pw" };
    const stack = await createStack({ program });
    await stack.configure({
      plain: {
        "jenkins:url": jenkins.url,
        "jenkins:username": "admin",
        controllers: '["eu","us"]',
        username: "svc",
        users: '["alice","svc"]',
        tokenUuid: adopted.tokenUuid,
      },
      secret: {
        "jenkins:password": "admin-pw",
        "jenkins:controllers": JSON.stringify({
          eu: { url: eu.url, ...login },
          us: { url: us.url, ...login },
        }),
        tokenValue: adopted.tokenValue,
      },
    });

    expect(await stack.up()).toContain("12 created");
    const first = await stack.outputs<Outputs>();
    expect(first.adopt).toMatchObject({ ...adopted, tokenName: "deploy (Pulumi)" });
    for (const header of Object.values(first.bootstrap)) expect(await whoIs(jenkins, header)).toBe("admin");
    for (const controller of [eu, us]) expect(await whoIs(controller, first.fleet.authorization)).toBe("svc");
    const { stringData, ...manifest } = JSON.parse(first["kubernetes-secret"].manifest);
    expect(manifest).toMatchObject({ kind: "Secret", type: "kubernetes.io/basic-auth" });
    expect(await whoIs(jenkins, basic(stringData))).toBe("admin");
    expect(first["scheduled-rotation"].rotateOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    const users = await Promise.all(first["service-users"].logins.map((user) => whoIs(jenkins, basic(user))));
    expect(users).toEqual(["alice", "svc"]);
    const { method, url, authorization } = first.webhook.request;
    expect((await fetch(url, { method, headers: { authorization } })).status).toBe(201);

    await stack.configure({ plain: { version: "2" } });
    const output = await stack.up();
    expect(output).toContain("2 replaced");
    const second = await stack.outputs<Outputs>();
    expect(second.adopt.tokenUuid).not.toBe(adopted.tokenUuid);
    expect(await whoIs(jenkins, basic({ username: "admin", password: adopted.tokenValue }))).toBeUndefined();
    expect(await whoIs(jenkins, authorization), "a sender of the week before").toBe("admin");
    expect(await whoIs(jenkins, second.webhook.request.authorization)).toBe("admin");
    expect(second.bootstrap).toEqual(first.bootstrap);

    await stack.destroy();
    for (const controller of [jenkins, eu, us]) {
      for (const id of ["admin", "alice", "svc"]) expect(controller.tokens(id)).toEqual([]);
    }
  });
});
