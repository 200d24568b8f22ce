import { startEmbeddedJenkins } from "../emulator/index.ts";

/** The embedded Jenkins as a child process: reports its URL to its parent, and ends with it. */
const [userCount = "16", saveDelayMs = "5"] = process.argv.slice(2);
const users = Array.from({ length: Number(userCount) }, (_, index) => `user-${index + 1}`);
const jenkins = await startEmbeddedJenkins({
  users: [{ id: "admin", administrator: true }, ...users.map((id) => ({ id }))],
  adminCanGenerateNewTokens: true,
  saveDelayMs: Number(saveDelayMs),
});
const { tokenValue } = jenkins.generateToken("admin", "bench");

process.on("message", () => {
  process.send?.(jenkins.requests.map(({ method, path }) => `${method} ${path}`));
  jenkins.clearRequests();
});
process.on("disconnect", () => void jenkins.close());
process.send?.({ url: jenkins.url, adminToken: tokenValue, users });
