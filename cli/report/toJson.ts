import type { Result } from "../doctor/runChecks.ts";
import type { Clean, Subject } from "./subject.ts";

/** The reports as one JSON document, by the name of the controller where several are checked. Its keys stay; more may come. */
export function toJson(subjects: readonly Subject[], clean: Clean): string {
  const [first] = subjects;
  const isNamed = first !== undefined && first.controller !== undefined;
  const document = isNamed
    ? {
        controllers: Object.fromEntries(
          subjects.map((subject) => [subject.controller, toDocument(subject, clean)]),
        ),
      }
    : first && toDocument(first, clean);
  return JSON.stringify(document, null, 2);
}

function toDocument(subject: Subject, clean: Clean) {
  if (!("report" in subject)) return { canCreateToken: false, problem: clean(subject.reason) };
  const { results, username, canCreateToken, method } = subject.report;
  const { url, credentials } = subject.connection;
  return {
    canCreateToken,
    method,
    username,
    connection: {
      url,
      username: credentials.username,
      credential: "apiToken" in credentials ? "apiToken" : "password",
      from: subject.from,
    },
    checks: Object.fromEntries(results.map((result) => [result.id, toCheck(result, clean)])),
  };
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
