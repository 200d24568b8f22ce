/** The chapters of the page, each by the first code that belongs to it. */
export const chapters: Readonly<Record<string, string>> = {
  connectionMissing: "The connection",
  unreachable: "No way to the controller",
  tlsUnknownIssuer: "TLS",
  proxyUnreachable: "The proxy on the way",
  starting: "Something else than Jenkins answers",
  loginLost: "The login",
  adminCannotGenerate: "What a login may do",
  unknownUser: "The owner of the token",
  noTokenApi: "What this Jenkins can do",
  adoptRefused: "A token that is adopted",
  tokenNotFound: "A token that was made",
  internalError: "Nothing of the above",
};
