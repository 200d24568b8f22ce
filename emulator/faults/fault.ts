import type { Readable } from "node:stream";

/** Whether a fault happens before the request takes effect (so that it has none) or after. */
export type Moment = "beforeEffect" | "afterEffect";

/** What goes wrong. */
export type FaultKind =
  /** The response (or the effect) waits until a promise settles. */
  | { kind: "latency"; until: Promise<unknown>; when: Moment }
  /** The connection is cut without a response. */
  | { kind: "reset"; when: Moment }
  /** The connection is cut in the middle of the response's body. */
  | { kind: "cutOffBody" }
  /** A gateway or Jenkins itself responds with this status. All but 500 are a gateway's pages without a mark of Jenkins. */
  | { kind: "status"; status: 429 | 500 | 502 | 503 | 504 | 524; when: Moment; retryAfter?: number | Date }
  /** HTML with status 200 instead of what was requested. */
  | { kind: "html"; when: Moment }
  /** The first half of the response's body, as if that were all. */
  | { kind: "cutOffJson" }
  /** Text around the response's body, such as what an init script prints into the script console. */
  | { kind: "textAround"; before?: string; after?: string }
  /** A stack trace with status 200, as the script console shows errors. */
  | { kind: "stackTrace"; when: Moment }
  /**
   * Jenkins is starting: each request gets the next of these statuses, 503 with the starting page and 401
   * although the credentials are good. Default: 503, 401, 503, as recorded.
   */
  | { kind: "booting"; statuses?: readonly (503 | 401)[] }
  /** Every session ends just before the request. */
  | { kind: "sessionsExpire" }
  /** Parts of the response are replaced; headers are added. */
  | { kind: "rewrite"; rewrite: (response: SentResponse, request: SentRequest) => Rewritten }
  /** These bytes go to the socket in place of the response, which is then closed. The request has taken effect. */
  | { kind: "raw"; bytes: () => Iterable<string> | AsyncIterable<string> };

/** A response before a fault rewrites it. */
export interface SentResponse {
  readonly status: number;
  readonly body: Buffer;
}

/** The request of a response that a fault rewrites. */
export interface SentRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: URLSearchParams;
}

/** What takes the place of parts of a response. */
export interface Rewritten {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | Readable;
}

/** The responses of a controller that is starting, as recorded. */
export const startingStatuses = [503, 401, 503] as const;

/** A fault, and the requests it is injected into. */
export type Fault = FaultKind & {
  /** Default: every method. */
  method?: string;
  /** Matched with the path as it was sent, context path included. Default: every path. */
  path?: RegExp;
  /** Which of the matching requests is the first one, from 1. Default: 1. */
  nth?: number;
  /** How many in a row. Default: 1; for `booting` as many as it has statuses. */
  times?: number;
};

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
