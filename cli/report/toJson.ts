import type { Result } from "../doctor/doctor.ts";
import type { Clean, Subject } from "./subject.ts";

/** The report as one JSON document. Its keys stay; more may come. */
export function toJson({ report, connection, from }: Subject, clean: Clean): string {
  const { results, username, canMakeToken, method } = report;
  const { url, credentials } = connection;
  const document = {
    canMakeToken,
    method,
    username,
    connection: {
      url,
      username: credentials.username,
      credential: "apiToken" in credentials ? "apiToken" : "password",
      from,
    },
    checks: Object.fromEntries(results.map((result) => [result.id, toCheck(result, clean)])),
  };
  return JSON.stringify(document, null, 2);
}

function toCheck({ title, status, detail, hint, value, code, blockedBy }: Result, clean: Clean) {
  return {
    status,
    value: typeof value === "string" ? clean(value) : value,
    title,
    detail: clean(detail),
    hint: hint === undefined ? null : clean(hint),
    code: code ?? null,
    blockedBy: blockedBy ?? null,
  };
}
