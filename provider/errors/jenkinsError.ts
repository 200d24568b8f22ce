import { entryOf, type FactsOf, type JenkinsErrorCode, type Meaning } from "./catalogue.ts";
import { toPlainLine } from "./plainText.ts";
import type { Redact, Shown } from "./shown.ts";

/** The request that an error is about. */
export interface FailedRequest {
  readonly method: "GET" | "POST";
  /** URL of the controller. */
  readonly url: string;
  readonly path: string;
  /** User ID of the login. */
  readonly login: string;
}

/** What surrounds an error. */
export interface JenkinsErrorContext {
  readonly request?: FailedRequest | undefined;
  /** What Jenkins responded: the status, and title or first line. */
  readonly response?: string | undefined;
  /** Whether sending the request again can help. */
  readonly isRetryable?: boolean;
  /** How long Jenkins requested to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Whether the request may have taken effect nonetheless. */
  readonly mayHaveTakenEffect?: boolean;
  readonly cause?: unknown;
}

/** Facts as they are given: a failure underneath may be given as the error that it is, or in words of our own. */
type Given<Facts> = {
  readonly [Name in keyof Facts]: Name extends "reason" ? string | JenkinsError | Shown : Facts[Name];
};

/** The one error of this package: a stable code, and a message that says what failed, with the request and the response, and what to do. */
export class JenkinsError<Code extends JenkinsErrorCode = JenkinsErrorCode> extends Error {
  override readonly name = "JenkinsError";
  readonly code: Code;
  /** What failed, in one sentence. */
  readonly summary: string;
  /** What to do; without what concerns an operation of Pulumi alone, which the message has too. */
  readonly hint: string;
  /** What summary and hint speak of, in plain lines. */
  readonly facts: FactsOf<Code>;
  readonly context: JenkinsErrorContext;
  /** What the code that sent the request can conclude; undefined where it depends. */
  readonly means: Meaning | undefined;
  readonly isRetryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly mayHaveTakenEffect: boolean;
  readonly #given: Given<FactsOf<Code>>;

  /** `redact` sees the facts and the response alone: the catalogue's own words stay whole, whatever a secret is. */
  constructor(
    code: Code,
    given: Given<FactsOf<Code>>,
    context: JenkinsErrorContext = {},
    redact: Redact = (text) => text,
  ) {
    const entry = entryOf(code);
    const facts = toPlainFacts(given, redact) as FactsOf<Code>;
    const summary = entry.message(facts);
    const hint = entry.hint(facts);
    const advice = [hint, entry.inPulumi].filter(Boolean).join("\n    ");
    super(toMessage(code, summary, advice, toPlainContext(context, redact)), { cause: context.cause });
    this.code = code;
    this.summary = summary;
    this.hint = hint;
    this.facts = facts;
    this.context = context;
    this.means = entry.means;
    this.isRetryable = context.isRetryable ?? false;
    this.retryAfterMs = context.retryAfterMs;
    this.mayHaveTakenEffect = context.mayHaveTakenEffect ?? false;
    this.#given = given;
  }

  /** The same error without secrets, and without its cause, to be shown. */
  redacted(redact: Redact): JenkinsError<Code> {
    const { cause: _, ...context } = this.context;
    return new JenkinsError(this.code, this.#given, toPlainContext(context, redact), redact);
  }
}

function toPlainFacts(given: object, redact: Redact): object {
  const toPlain = (name: string, value: unknown): unknown => {
    if (value instanceof JenkinsError) return value.redacted(redact).summary;
    if (isShown(value)) return value.toText(redact);
    if (Array.isArray(value)) return value.map((problem: object) => toPlainProblem(problem));
    if (typeof value !== "string") return value;
    return toPlainLine(isOwnUrl(name) ? value : redact(value));
  };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, toPlain(name, value)]));
}

/** A reason may have lines of its own, which hold no values but URLs and user IDs. */
function toPlainProblem(problem: object): object {
  const toPlainLines = (text: string) => {
    const [first = "", ...notes] = text.split("\n").map((line) => toPlainLine(line));
    return [first, ...notes.map((note) => `  ${note}`)].join("\n");
  };
  return Object.fromEntries(
    Object.entries(problem).map(([name, value]) => [name, toPlainLines(String(value))]),
  );
}

function isShown(value: unknown): value is Shown {
  return typeof value === "object" && value !== null && "toText" in value;
}

/** The URL of the connection holds no credentials, and every advice needs it. */
function isOwnUrl(name: string): boolean {
  return name === "url";
}

function toPlainContext(context: JenkinsErrorContext, redact: Redact): JenkinsErrorContext {
  const { request, response } = context;
  const toPlain = (text: string) => toPlainLine(redact(text));
  return {
    ...context,
    request: request && { ...request, path: toPlain(request.path), login: toPlain(request.login) },
    response: response && toPlain(response),
  };
}

function toMessage(code: string, summary: string, advice: string, context: JenkinsErrorContext): string {
  const { request, response } = context;
  const requestLine = request && `${request.method} ${request.url}${request.path} as ${request.login}`;
  const lines = { request: requestLine, response, "what to do": advice, "error code": code };
  return [
    summary,
    ...Object.entries(lines).flatMap(([name, line]) => (line ? `  ${name}: ${line}` : [])),
  ].join("\n");
}
