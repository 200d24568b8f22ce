import { createClientPool } from "../provider/connection/clientPool.ts";
import type { Connection } from "../provider/connection/connection.ts";
import { usernameSchema } from "../provider/connection/settings.ts";
import { JenkinsError } from "../provider/errors/jenkinsError.ts";
import { createSecrets, type Secrets } from "../provider/http/secrets.ts";
import { findConnection } from "./connection/findConnection.ts";
import { examine } from "./doctor/doctor.ts";
import { createPatient, type Patient } from "./doctor/patient.ts";
import { toClean } from "./report/subject.ts";
import { toJson } from "./report/toJson.ts";
import { toTable } from "./report/toTable.ts";
import { UsageError } from "./usageError.ts";

/** The flags of `doctor`. */
export interface DoctorFlags {
  readonly url?: string;
  readonly username?: string;
  readonly stack?: string;
  readonly controller?: string;
  readonly for?: string;
  readonly json?: boolean;
}

/**
 * Looks at a connection and prints what it found. Returns 0 when a token could be made, else 1.
 *
 * @throws UsageError when there is no connection to look at
 */
export async function runDoctor(flags: DoctorFlags): Promise<number> {
  checkUser(flags.for);
  const secrets = createSecrets();
  const { connection, from } = await findConnection(flags, secrets);
  const report = await examine(admit(connection, flags.for, secrets));
  const print = flags.json ? toJson : toTable;
  process.stdout.write(`${print({ report, connection, from }, toClean(secrets.redact))}\n`);
  return report.canMakeToken ? 0 : 1;
}

function admit(connection: Connection, forUser: string | undefined, secrets: Secrets): Patient {
  const now = () => new Date();
  // Of what a connection risks the report itself tells.
  const clientOf = createClientPool({ secrets, warn: () => {}, now });
  try {
    return createPatient({ connection, clientOf, forUser, now });
  } catch (error) {
    // Such as a variable for a proxy that holds no URL.
    if (error instanceof JenkinsError) throw new UsageError(error.summary);
    throw error;
  }
}

function checkUser(username: string | undefined): void {
  if (username === undefined) return;
  const [issue] = usernameSchema.safeParse(username).error?.issues ?? [];
  if (issue) throw new UsageError(`--for: ${issue.message}`);
}
