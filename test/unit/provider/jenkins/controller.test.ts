import { describe, expect, it } from "vitest";
import { createClientPool } from "../../../../provider/connection/clientPool.ts";
import { type Connection, parseConnection } from "../../../../provider/connection/connection.ts";
import { createSecrets } from "../../../../provider/http/secrets.ts";
import { isUp } from "../../../../provider/jenkins/controller.ts";
import { versionOf } from "../../../../provider/jenkins/features.ts";
import { startJenkins } from "../../../support/jenkins.ts";

/** A client whose own login is refused, as after somebody changed the password. */
function refusedClient(url: string) {
  const { connection } = parseConnection({
    url,
    username: "alice",
    password: "old-password-of-alice-1",
    maxRetries: 0,
  }) as {
    connection: Connection;
  };
  return createClientPool({ secrets: createSecrets(), warn: () => {}, now: () => new Date() })(connection);
}

describe("a controller that refuses our login", () => {
  it("is seen to be up all the same", async () => {
    const { url } = await startJenkins();
    expect(await isUp(refusedClient(url))).toBe(true);
  });

  it("reports its version all the same", async () => {
    const { url } = await startJenkins({ version: "2.541.3" });
    expect(await versionOf(refusedClient(url))).toBe("2.541.3");
  });
});
