import type { Controller } from "./controller.ts";
import type { Exchange } from "./exchange.ts";
import { anonymous, type Identity } from "./identity.ts";
import { sendJettyError } from "./responses.ts";
import { sendToSingleSignOn } from "./singleSignOn.ts";

interface Credentials {
  name: string;
  secret: string;
}

/**
 * Finds out who a request comes from. False when the login was refused, and the answer sent.
 *
 * A form login's session outranks Basic credentials of the same name: those are then not even looked at.
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

/** The user with this name and password; undefined when there is none. */
export function checkPassword(controller: Controller, name: string, password: string): Identity | undefined {
  const user = controller.singleSignOn ? undefined : controller.users.find(name);
  if (!user || user.password === undefined || user.password !== password) return undefined;
  return { name, user, signedInBy: "password" };
}

function identify(
  { controller, session }: Exchange,
  credentials: Credentials | undefined,
): Identity | undefined {
  const signedIn = session?.identity;
  if (!credentials) return signedIn ?? anonymous;
  const { name, secret } = credentials;
  if (signedIn?.name === name) return signedIn;
  return checkToken(controller, name, secret) ?? checkPassword(controller, name, secret);
}

function checkToken(
  { users, usageStatistics }: Controller,
  name: string,
  value: string,
): Identity | undefined {
  const user = users.find(name);
  if (!user?.tokens?.use(value, usageStatistics)) return undefined;
  if (!user.isInRealm) throw new Error("The token is good, but there is nobody whom it could log in.");
  return { name: user.id, user, signedInBy: "apiToken" };
}

/** Undefined for another scheme, which Jenkins takes for no login at all. */
function toBasicCredentials(authorization: string | undefined): Credentials | undefined {
  const encoded = authorization?.match(/^Basic (.*)$/is)?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, "base64").toString();
  const colon = decoded.indexOf(":");
  return colon < 0
    ? { name: "", secret: "" }
    : { name: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
}

/** The answer to a refused login: Jetty's page, without a mark of Jenkins. */
export function sendUnauthorized(exchange: Exchange): void {
  exchange.deleteCookie("remember-me");
  const charset = exchange.controller.features.detailedRefusals ? ', charset="UTF-8"' : "";
  exchange.reply.header("WWW-Authenticate", `Basic realm="Jenkins"${charset}`);
  sendJettyError(exchange, 401, "Unauthorized");
}
