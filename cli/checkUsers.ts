import { usernameSchema } from "../provider/connection/settings.ts";
import { UsageError } from "./usageError.ts";

/** Checks the users of `--for`. @throws UsageError */
export function checkUsers(usernames: readonly string[] = []): void {
  for (const username of usernames) {
    const [issue] = usernameSchema.safeParse(username).error?.issues ?? [];
    if (issue) throw new UsageError(`--for: ${issue.message}`);
  }
}
