/** Why the Pulumi CLI has failed: of a whole protocol of the run, the CLI's own errors are for people. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const isWithoutCli = /ENOENT|command not found/.test(message);
  if (isWithoutCli) return "the command pulumi isn't on the PATH.";
  const reasons = [...message.matchAll(/^\s*(?:stderr:)?\s*error: (.+)$/gm)].map(([, reason]) => reason);
  return reasons.length > 0 ? [...new Set(reasons)].join("; ") : (message.trim().split("\n", 1)[0] ?? "");
}
