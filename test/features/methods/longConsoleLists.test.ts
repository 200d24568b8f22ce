import { expect, it } from "vitest";
import { refusePath } from "../../../emulator/index.ts";
import { createListReader, OutputTooLong } from "../../../provider/jenkins/scriptOutput.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { passwordLogin, startProvider } from "../../support/lifecycleProvider.ts";
import { create, destroy, refresh } from "../../support/lifecycleResource.ts";

it("a user's list that takes several megabytes is read by script console, where no page shows it", async () => {
  const jenkins = await startJenkins({
    gateways: [refusePath(/\/security\/$|\/configure$/)],
    saveDelayMs: 0,
  });
  jenkins.generateTokens("alice", 12_000, "token");
  const provider = startProvider(passwordLogin(jenkins, "admin"));
  const token = await create(provider, { username: "alice", tokenName: "deploy" });
  expect(await refresh(provider.next(), token)).toEqual(token);
  await destroy(provider.next(), token);
  expect(await refresh(provider.next(), token)).toBeUndefined();
  expect(provider.warnings).toEqual([]);
  expect(jenkins.refusedLogins()).toEqual([]);
});

it("output that is longer than any list is left", () => {
  const { openReader, text } = createListReader(10);
  const read = openReader();
  read("01234");
  read("56789");
  expect(text()).toBe("0123456789");
  expect(() => read("!")).toThrow(OutputTooLong);
  openReader()("again");
  expect(text()).toBe("again");
});
