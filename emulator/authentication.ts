import type { Exchange } from "./exchange.ts";
import { anonymous, type Identity } from "./identity.ts";
import { sendJettyError } from "./responses.ts";
import { sendToSingleSignOn } from "./singleSignOn.ts";

interface Credentials {
  name: string;
  secret: string;
}

/**
 * Finds out who sent a request. False when the login was refused, and the response sent.
 *
 * A form login's session outranks Basic credentials of the same name: those are then not checked at all.
 */
export function authenticate(exchange: Exchange): boolean {
  const credentials = toBasicCredentials(exchange.request.headers.authorization);
  const identity = identify(exchange, credentials);
  if (!identity?.user && sendToSingleSignOn(exchange, credentials?.secret)) return false;
  if (!identity) {
    sendUnauthorized(exchange);
    return false;
  }
  exchange.identity = identity;
  exchange.record.user = identity.user?.id;
  exchange.record.signedInBy = identity.signedInBy;
  return true;
}

/** Logs in with a password; undefined when the directory refuses it. */
export function logInWithPassword(exchange: Exchange, name: string, password: string): Identity | undefined {
  const { controller } = exchange;
  const user = controller.singleSignOn ? undefined : controller.users.find(name);
  const found = user?.password !== undefined && user.password === password ? user : undefined;
  const isAccepted = controller.logins.record(name, toRequest(exchange), found, "password");
  return isAccepted ? { name, user: found, signedInBy: "password" } : undefined;
}

function identify(exchange: Exchange, credentials: Credentials | undefined): Identity | undefined {
  const signedIn = exchange.session?.identity;
  if (!credentials) return signedIn ?? anonymous;
  const { name, secret } = credentials;
  if (signedIn?.name === name) return signedIn;
  const { logins, users, usageStatistics } = exchange.controller;
  const user = users.find(name);
  // What is no valid token of the user goes to the security realm as a password, also when it looks like a token.
  if (!user?.tokens?.use(secret, usageStatistics)) return logInWithPassword(exchange, name, secret);
  if (!logins.record(name, toRequest(exchange), user, "apiToken")) return undefined;
  if (!user.isInRealm) throw new Error("The token is valid, but the security realm does not know its user.");
  return { name: user.id, user, signedInBy: "apiToken" };
}

function toRequest({ request, path }: Exchange): string {
  return `${request.method} ${path}`;
}

/** Undefined for another scheme, which counts as no login. */
function toBasicCredentials(authorization: string | undefined): Credentials | undefined {
  const encoded = authorization?.match(/^Basic (.*)$/is)?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, "base64").toString();
  const colon = decoded.indexOf(":");
  return colon < 0
    ? { name: "", secret: "" }
    : { name: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
}

/** The response to a refused login: Jetty's page, without a mark of Jenkins. */
export function sendUnauthorized(exchange: Exchange): void {
  exchange.deleteCookie("remember-me");
  const charset = exchange.controller.features.detailedRefusals ? ', charset="UTF-8"' : "";
  exchange.reply.header("WWW-Authenticate", `Basic realm="Jenkins"${charset}`);
  sendJettyError(exchange, 401, "Unauthorized");
}
