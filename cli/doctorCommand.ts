import { createClientPool } from "../provider/connection/clientPool.ts";
import type { Connection } from "../provider/connection/connection.ts";
import { JenkinsError } from "../provider/errors/jenkinsError.ts";
import { createSecrets, type Secrets } from "../provider/http/secrets.ts";
import { checkUsers } from "./checkUsers.ts";
import { findConnections } from "./connection/findConnection.ts";
import { runChecks } from "./doctor/runChecks.ts";
import { createTarget, type Target } from "./doctor/target.ts";
import type { Subject, ToText } from "./report/subject.ts";
import { toJson } from "./report/toJson.ts";
import { toTables } from "./report/toTable.ts";
import { UsageError } from "./usageError.ts";

/** The flags of `doctor`. */
export interface DoctorFlags {
  readonly url?: string;
  readonly username?: string;
  readonly stack?: string;
  readonly controller?: string;
  readonly all?: boolean;
  readonly for?: string;
  readonly json?: boolean;
}

/**
 * Checks the connection, or with `--all` each named controller, and prints what it found. Returns 0 when a token can be
 * created over each of them, else 1.
 *
 * @throws UsageError when there is no connection to check
 */
export async function runDoctor(flags: DoctorFlags): Promise<number> {
  checkUsers(flags.for === undefined ? [] : [flags.for]);
  const secrets = createSecrets();
  const toText: ToText = (shown) => shown.toText(secrets.redact);
  const subjects: Subject[] = [];
  for (const found of await findConnections(flags, secrets)) {
    if ("reason" in found) {
      subjects.push(found);
      continue;
    }
    const report = await runChecks(toTarget(found.connection, flags.for, secrets));
    subjects.push({ ...found, report });
  }
  process.stdout.write(`${flags.json ? toJson(subjects, toText) : toTables(subjects, toText)}\n`);
  return subjects.every((subject) => "report" in subject && subject.report.canCreateToken) ? 0 : 1;
}

function toTarget(connection: Connection, forUser: string | undefined, secrets: Secrets): Target {
  const now = () => new Date();
  // The report itself says what a connection risks.
  const clientOf = createClientPool({ secrets, warn: () => {}, now });
  try {
    return createTarget({ connection, clientOf, forUser, now });
  } catch (error) {
    // Such as a proxy variable that holds no URL.
    if (error instanceof JenkinsError) throw new UsageError(error.summary);
    throw error;
  }
}
