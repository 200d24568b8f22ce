/** A value so short is no secret, and would be found in most messages. */
const shortestValue = 3;
/** The same of a part of it. */
const shortestPart = 5;

/** The secrets of a header: its value, without the word for its scheme too, a decoded password, each cookie. */
export function secretsOfHeader(name: string, value: string): readonly string[] {
  const [, scheme = "", token = ""] = /^([A-Za-z][\w-]*) +(\S.*)$/.exec(value) ?? [];
  const cookies = name.toLowerCase() === "cookie" ? value.split(";").map(toCookieValue) : [];
  return [
    ...[value].filter(({ length }) => length >= shortestValue),
    ...[token, ...cookies].filter(({ length }) => length >= shortestPart),
    ...(scheme.toLowerCase() === "basic" ? passwordOf(token) : []),
  ];
}

function toCookieValue(cookie: string): string {
  return cookie.slice(cookie.indexOf("=") + 1).trim();
}

function passwordOf(token: string): string[] {
  const [, password] = /^[^:]*:(.+)$/s.exec(Buffer.from(token, "base64").toString("utf8")) ?? [];
  return password === undefined ? [] : [password];
}
