import type { FaultKind } from "./fault.ts";

/** Every fault that needs no further thought, by name: what a test of all faults goes through. */
export const faultCatalogue: Readonly<Record<string, FaultKind>> = {
  "reset before the effect": { kind: "reset", when: "beforeEffect" },
  "reset after the effect": { kind: "reset", when: "afterEffect" },
  "500 before the effect": { kind: "status", status: 500, when: "beforeEffect" },
  "500 after the effect": { kind: "status", status: 500, when: "afterEffect" },
  "502 before the effect": { kind: "status", status: 502, when: "beforeEffect" },
  "502 after the effect": { kind: "status", status: 502, when: "afterEffect" },
  "503 before the effect": { kind: "status", status: 503, when: "beforeEffect" },
  "503 with Retry-After before the effect": {
    kind: "status",
    status: 503,
    when: "beforeEffect",
    retryAfter: 0,
  },
  "503 after the effect": { kind: "status", status: 503, when: "afterEffect" },
  "504 before the effect": { kind: "status", status: 504, when: "beforeEffect" },
  "504 after the effect": { kind: "status", status: 504, when: "afterEffect" },
  "429 before the effect": { kind: "status", status: 429, when: "beforeEffect", retryAfter: 0 },
  "HTML before the effect": { kind: "html", when: "beforeEffect" },
  "HTML after the effect": { kind: "html", when: "afterEffect" },
  "cut-off JSON": { kind: "cutOffJson" },
  "cut-off body": { kind: "cutOffBody" },
  booting: { kind: "booting" },
  "sessions expire": { kind: "sessionsExpire" },
};
