import type { Clean } from "../../report/clean.ts";
import { type TokenStatus, tokenStates } from "../model/tokenStatus.ts";
import type { StatusReport } from "./statusReport.ts";
import { toProblemDocument } from "./toJsonList.ts";

/** The comparison as one JSON document. Its keys stay; more may come. */
export function toStatusJson({ stacks, statuses, problems }: StatusReport, clean: Clean): string {
  const needsAttention = statuses.filter((status) => status.needsAttention).length;
  const states = tokenStates.map((state) => [
    state,
    statuses.filter((status) => status.state === state).length,
  ]);
  const document = {
    stacks: stacks.map(clean),
    tokens: statuses.map((status) => toDocument(status, clean)),
    problems: problems.map((problem) => toProblemDocument(problem, clean)),
    summary: { tokens: statuses.length, needsAttention, states: Object.fromEntries(states) },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toDocument(status: TokenStatus, clean: Clean) {
  const text = (value: string | undefined) => (value === undefined ? null : clean(value));
  return {
    stack: clean(status.stack),
    resource: clean(status.resource),
    urn: clean(status.urn),
    url: text(status.url),
    owner: text(status.owner),
    name: text(status.name),
    uuid: text(status.tokenUuid),
    state: status.state,
    needsAttention: status.needsAttention,
    expiresOn: text(status.expiresOn),
    rotateOn: text(status.rotateOn),
    previousUuid: text(status.previousTokenUuid),
    previousRevokeOn: text(status.previousRevokeOn),
    notes: status.notes.map(clean),
  };
}
