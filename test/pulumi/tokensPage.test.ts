import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { createSharedClock } from "../scenarios/support/scenarioClock.ts";
import { startJenkins } from "../support/jenkins.ts";
import { createTokenStacks } from "./support/tokenStacks.ts";

/** UUIDs in the order in which tokens are generated here; the first one stands in the commands of the page. */
const shownUuids = [
  "4f2c9d1e-93b7-4d0a-8a55-1e5c7b3f0e6c",
  "8c42a1f0-2f3e-4b57-9a55-7b3f0e6c1d28",
  "d7a90b3c-51c2-4f6d-b0e1-92c4f8a6e013",
  "1b6e2c74-8d0f-4a39-9c57-30f7d5b8a2e4",
  "a05d8f62-3e14-4b7c-8f29-6d1c9b7e5043",
];

it("docs/command-line.md and docs/inventory.md show what the commands on tokens print; `vitest -u` brings them up to date", async () => {
  const time = await createSharedClock();
  onTestFinished(() => time.remove());
  let daysAgo = 0;
  const clock = { now: () => new Date(time.now().getTime() - daysAgo * 24 * 60 * 60 * 1000) };
  const jenkins = await startJenkins({ contextPath: "/jenkins", clock });
  const uuids: string[] = [];
  const generate = (user: string, name: string, age: number, expirationDate: string | null = null) => {
    daysAgo = age;
    const token = jenkins.generateToken(user, name, { expirationDate });
    daysAgo = 0;
    uuids.push(token.tokenUuid);
    return token;
  };
  const use = async (user: string, tokenValue: string, ago: number) => {
    daysAgo = ago;
    const authorization = `Basic ${Buffer.from(`${user}:${tokenValue}`).toString("base64")}`;
    expect((await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: { authorization } })).status).toBe(200);
    daysAgo = 0;
  };
  const laptop = generate("alice", "my laptop", 300);
  await use("alice", laptop.tokenValue, 120);
  const deploy = generate("alice", "deploy-1a2b3c4", 40);
  for (const ago of [2, 1, 0]) await use("alice", deploy.tokenValue, ago);
  generate("alice", "deploy-0f9e8d7", 40);
  const webhook = generate("svc", "webhook-7c6b5a4", 24, "2027-01-07");
  await use("svc", webhook.tokenValue, 0);
  generate("svc", "trial", 35, "2026-12-28");

  const stacks = await createTokenStacks({
    ...time.environment,
    JENKINS_URL: jenkins.url,
    JENKINS_USER_ID: "admin",
    JENKINS_PASSWORD: "admin-pw",
  });
  const held = (username: string, tokenUuid: string) => ({ username, tokenUuid, url: jenkins.url });
  await stacks.hold("dev", [
    {
      name: "deploy",
      outputs: {
        ...held("alice", deploy.tokenUuid),
        createdAt: "2026-11-22T12:00:00.000Z",
        rotateAfterDays: 90,
        rotateOn: "2027-02-20",
      },
    },
    {
      name: "webhook",
      isDynamic: true,
      outputs: {
        ...held("svc", webhook.tokenUuid),
        createdAt: "2026-12-08T12:00:00.000Z",
        expiresOn: "2027-01-07",
      },
    },
  ]);

  const run = async (command: string) => {
    const parameters = uuids.reduce(
      (text, uuid, index) => text.replaceAll(shownUuids[index] ?? "", uuid),
      command,
    );
    const { stdout, stderr } = await stacks.tokens(...parameters.split(" "));
    const shown = uuids.reduce(
      (text, uuid, index) => text.replaceAll(uuid, shownUuids[index] ?? ""),
      stdout + stderr,
    );
    return shown.replaceAll(new URL(jenkins.url).origin, "http://127.0.0.1:8080").replaceAll("\r\n", "\n");
  };
  for (const page of ["command-line", "inventory"]) {
    const path = fileURLToPath(new URL(`../../docs/${page}.md`, import.meta.url));
    const block = /^```text\n\$ npx pulumi-jenkins-api-token tokens ([^\n]*)\n.*?^```$/gms;
    const text = readFileSync(path, "utf8");
    const shown: string[] = [];
    for (const [, command = ""] of text.matchAll(block)) shown.push(await run(command));
    expect(shown.length).toBeGreaterThan(0);
    const updated = text.replaceAll(
      block,
      (_, command: string) =>
        `\`\`\`text\n$ npx pulumi-jenkins-api-token tokens ${command}\n${shown.shift()?.trimEnd()}\n\`\`\``,
    );
    await expect(updated).toMatchFileSnapshot(path);
  }
});
