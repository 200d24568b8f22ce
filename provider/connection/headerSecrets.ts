/** What is shorter is no secret: `1` and `on` stand in most messages. */
const shortest = 3;

/** The secrets of a header: its value, without the word for its scheme too, a decoded password, each cookie. */
export function secretsOfHeader(name: string, value: string): readonly string[] {
  const [, scheme = "", token = ""] = /^([A-Za-z][\w-]*) +(\S.*)$/.exec(value) ?? [];
  const cookies = name.toLowerCase() === "cookie" ? value.split(";").map(toCookieValue) : [];
  const password = scheme.toLowerCase() === "basic" ? passwordOf(token) : "";
  return [value, token, ...cookies, password].filter(({ length }) => length >= shortest);
}

function toCookieValue(cookie: string): string {
  return cookie.slice(cookie.indexOf("=") + 1).trim();
}

function passwordOf(token: string): string {
  const [, password = ""] = /^[^:]*:(.+)$/s.exec(Buffer.from(token, "base64").toString("utf8")) ?? [];
  return password;
}
