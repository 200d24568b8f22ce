import { message, own } from "../../provider/errors/message.ts";
import type { Result } from "../doctor/runChecks.ts";
import type { Subject, ToText } from "./subject.ts";

/** The reports as one JSON document, by the name of the controller where several are checked. Its keys stay; more may come. */
export function toJson(subjects: readonly Subject[], toText: ToText): string {
  const [first] = subjects;
  const isNamed = first !== undefined && first.controller !== undefined;
  const document = isNamed
    ? {
        controllers: Object.fromEntries(
          subjects.map((subject) => [subject.controller, toDocument(subject, toText)]),
        ),
      }
    : first && toDocument(first, toText);
  return JSON.stringify(document, null, 2);
}

function toDocument(subject: Subject, toText: ToText) {
  if (!("report" in subject)) return { canCreateToken: false, problem: toText(own(subject.reason)) };
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
    checks: Object.fromEntries(results.map((result) => [result.id, toCheck(result, toText)])),
  };
}

function toCheck({ title, status, detail, hint, value, code, blockedBy }: Result, toText: ToText) {
  return {
    status,
    value: typeof value === "string" ? toText(message`${value}`) : value,
    title,
    detail: toText(detail),
    hint: hint === undefined ? null : toText(hint),
    code: code ?? null,
    blockedBy: blockedBy ?? null,
  };
}
