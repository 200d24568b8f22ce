/** The chapters of the page, each by the first code that belongs to it. */
export const chapters: Readonly<Record<string, string>> = {
  connectionMissing: "The connection",
  unreachable: "The controller can't be reached",
  tlsUnknownIssuer: "TLS",
  proxyUnreachable: "The proxy",
  starting: "The response is not from Jenkins",
  loginLost: "The login",
  adminCannotGenerate: "What a login may do",
  unknownUser: "The owner of the token",
  noTokenApi: "What this version of Jenkins can do",
  adoptRefused: "A token that is adopted",
  tokenNotFound: "A token that exists or existed",
  internalError: "Everything else",
};
