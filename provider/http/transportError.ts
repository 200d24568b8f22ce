import { errors } from "undici";
import { ConnectError } from "./connectError.ts";
import { DeadlineError } from "./deadline.ts";
import { BodyTooLargeError } from "./readBody.ts";

/** Why a request got no response. */
export type TransportFailure =
  | "refused"
  | "unknownHost"
  | TlsFailure
  | ProxyFailure
  | "timedOut"
  | "interrupted"
  | "notHttp"
  | "responseTooLarge"
  | "requestInvalid"
  | "broken";

type TlsFailure =
  | "tlsExpired"
  | "tlsWrongHost"
  | "tlsUnknownIssuer"
  | "tlsClientCertificate"
  | "tlsNotSpoken"
  | "tls";

type ProxyFailure = "proxyUnreachable" | "proxyRefused" | "proxyAuthentication";

/** A request without a complete response: the cause, and whether it may have reached the server. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly failure: TransportFailure;
  /** False when the request certainly never left this machine, so that sending it again is safe. */
  readonly mayHaveArrived: boolean;
  /** Whether the cause may be transient. */
  readonly isTransient: boolean;

  constructor(
    failure: TransportFailure,
    message: string,
    cause: unknown,
    isTransient = passing.has(failure),
  ) {
    super(message, { cause });
    this.failure = failure;
    this.mayHaveArrived = sent.has(failure);
    this.isTransient = isTransient;
  }
}

/** A server that refuses the client's certificate says so after the handshake, and has read no request then. */
const sent: ReadonlySet<TransportFailure> = new Set(["timedOut", "broken", "notHttp", "responseTooLarge"]);
/** A certificate, or a proxy's refusal, doesn't change by asking again. */
const passing: ReadonlySet<TransportFailure> = new Set(["refused", "proxyUnreachable", "timedOut", "broken"]);

/** What undici threw, in our terms; `timeoutMs` is how long a request may take. */
export function toTransportError(error: unknown, timeoutMs = 0): TransportError {
  const connecting = error instanceof ConnectError ? error : undefined;
  const cause = firstCause(connecting ? connecting.cause : error);
  const code = codeOf(cause);
  const failure = connecting ? connectFailureOf(connecting, cause, code) : requestFailureOf(cause, code);
  const message = isSilence(cause) ? `nothing arrived for ${timeoutMs / 1000} s` : messageOf(cause, code);
  return new TransportError(failure, message, error, isTransient(failure, code));
}

function connectFailureOf({ peer }: ConnectError, error: unknown, code: string): TransportFailure {
  const status = tunnelStatusOf(error);
  if (status !== undefined) return failureOfTunnel(status);
  const isOfProxy = [
    errors.HeadersTimeoutError,
    errors.ProxyConnectionError,
    errors.SecureProxyConnectionError,
  ].some((type) => error instanceof type);
  if (peer === "proxy" || isOfProxy) return "proxyUnreachable";
  if (unknownHost.has(code)) return "unknownHost";
  return tlsFailureOf(code) ?? "refused";
}

function requestFailureOf(error: unknown, code: string): TransportFailure {
  if (isSilence(error) || error instanceof DeadlineError) return "timedOut";
  if (error instanceof BodyTooLargeError || error instanceof errors.HeadersOverflowError)
    return "responseTooLarge";
  if (error instanceof Error && error.name === "AbortError") return "interrupted";
  if (error instanceof errors.HTTPParserError) return "notHttp";
  if (error instanceof Error && error.message.startsWith("Proxy Authentication Required"))
    return "proxyAuthentication";
  // Thrown before anything is sent: the request itself can't be written.
  if (error instanceof errors.InvalidArgumentError || error instanceof errors.NotSupportedError)
    return "requestInvalid";
  return tlsFailureOf(code) ?? "broken";
}

function isSilence(error: unknown): boolean {
  return error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
}

const unknownHost = new Set(["ENOTFOUND", "EAI_AGAIN"]);

/** undici has no code for a proxy that refuses a tunnel, only the words. */
function tunnelStatusOf(error: unknown): number | undefined {
  const status = error instanceof Error && /^Proxy response \((\d+)\) !== 200/.exec(error.message)?.[1];
  return status ? Number(status) : undefined;
}

/** A proxy responds with 502, 503 or 504 where it accepts the request, but can't reach the server. */
function failureOfTunnel(status: number): TransportFailure {
  if (status === 407) return "proxyAuthentication";
  return status > 500 ? "refused" : "proxyRefused";
}

/** By the codes of OpenSSL and Node. */
function tlsFailureOf(code: string): TlsFailure | undefined {
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(code)) return "tlsExpired";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return "tlsWrongHost";
  if (/UNABLE_TO_|SELF_SIGNED|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE/.test(code)) return "tlsUnknownIssuer";
  if (/ALERT_.*(CERTIFICATE|UNKNOWN_CA)/.test(code)) return "tlsClientCertificate";
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNEXPECTED_MESSAGE/.test(code))
    return "tlsNotSpoken";
  return /^ERR_(TLS|SSL)|CERT|SIGNATURE|EPROTO|INVALID_(CA|PURPOSE)|PATH_LENGTH/.test(code)
    ? "tls"
    : undefined;
}

function isTransient(failure: TransportFailure, code: string): boolean {
  if (unknownHost.has(code)) return code === "EAI_AGAIN"; // the name server didn't answer
  return passing.has(failure) && tlsFailureOf(code) === undefined;
}

/** With several addresses for a host, Node wraps one failure per address; the first one speaks for all. */
function firstCause(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function messageOf(error: unknown, code: string): string {
  if (!(error instanceof Error)) return String(error);
  const status = tunnelStatusOf(error);
  if (status !== undefined) return `the proxy responded with ${status}`;
  const names = namesOf(error);
  if (names !== undefined) return `it names ${names}`;
  // OpenSSL's own message is a line of internals; its reason is in words. Node adds advice for those who start it.
  const message = "reason" in error && typeof error.reason === "string" ? error.reason : error.message;
  const text = message
    .replace(/; if the root CA .*$/, "")
    .trim()
    .replace(/\.$/, "");
  return code === "" || text.includes(code) ? text : `${text} (${code})`;
}

/** The hosts that a certificate is for, where that is what's wrong with it. */
function namesOf(error: Error): string | undefined {
  if (!("cert" in error && codeOf(error) === "ERR_TLS_CERT_ALTNAME_INVALID")) return undefined;
  const { subjectaltname } = error.cert as { subjectaltname?: string };
  return subjectaltname?.replace(/(DNS|IP Address):/g, "") ?? "none";
}
