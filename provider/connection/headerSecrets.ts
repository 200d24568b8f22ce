/** A part of a header that must not be shown. */
interface HeaderSecret {
  readonly secret: string;
  /** The user that it belongs to, where the header is HTTP Basic. */
  readonly username?: string;
}

/** A text so short is no secret, and would tear holes into every message. */
const shortestSecret = 5;

/** The secrets of a header: its value, without the word for its scheme too, a decoded password, each cookie. */
export function secretsOfHeader(name: string, value: string): readonly HeaderSecret[] {
  const [, scheme = "", token = ""] = /^([A-Za-z][\w-]*) +(\S.*)$/.exec(value) ?? [];
  const cookies = name.toLowerCase() === "cookie" ? value.split(";").map(toCookieValue) : [];
  const texts = [value, token, ...cookies].filter((text) => text.length >= shortestSecret);
  return [
    ...texts.map((secret) => ({ secret })),
    ...(scheme.toLowerCase() === "basic" ? loginOf(token) : []),
  ];
}

function toCookieValue(cookie: string): string {
  return cookie.slice(cookie.indexOf("=") + 1).trim();
}

function loginOf(token: string): HeaderSecret[] {
  const [, username, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(token, "base64").toString("utf8")) ?? [];
  return username === undefined || !secret ? [] : [{ secret, username }];
}
