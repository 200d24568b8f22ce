import { parse } from "node-html-parser";
import { CookieJar } from "tough-cookie";
import type { ContractController, PasswordLogin } from "./contractController.ts";

/** A whole response; headers by lower-case name. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A user of Jenkins in plain HTTP, as a script or a browser is. */
export interface Visitor {
  get(path: string): Promise<Received>;
  post(path: string, form?: Readonly<Record<string, string>>, headers?: Headers): Promise<Received>;
}

type Headers = Readonly<Record<string, string>>;

/** Who visits: by HTTP Basic, with a cookie jar, with both, or anonymously. */
export function visit(
  { url }: ContractController,
  { basic, cookies }: { basic?: readonly [name: string, secret: string]; cookies?: CookieJar } = {},
): Visitor {
  const authorization: Headers = basic ? { authorization: toBasic(basic) } : {};
  async function send(
    path: string,
    { headers, ...init }: { headers?: Headers } & RequestInit,
  ): Promise<Received> {
    const cookie = (await cookies?.getCookieString(url + path)) || undefined;
    const response = await fetch(url + path, {
      ...init,
      headers: { ...authorization, ...headers, ...(cookie ? { cookie } : {}) },
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) await cookies?.setCookie(line, url + path);
    const { status } = response;
    return { status, headers: Object.fromEntries(response.headers), body: await response.text() };
  }
  return {
    get: (path) => send(path, { method: "GET" }),
    post: (path, form = {}, headers = {}) =>
      send(path, { method: "POST", body: new URLSearchParams(form), headers }),
  };
}

/** A visitor with a password, who sends a crumb where Jenkins requires one. */
export async function visitWithCrumb(
  controller: ContractController,
  { username, password }: PasswordLogin,
): Promise<Visitor> {
  const visitor = visit(controller, { basic: [username, password], cookies: new CookieJar() });
  const crumb = await crumbOf(visitor);
  return { ...visitor, post: (path, form, headers) => visitor.post(path, form, { ...crumb, ...headers }) };
}

/** The header that carries this visitor's crumb; empty where crumbs are switched off. */
export async function crumbOf(visitor: Visitor): Promise<Headers> {
  const { status, body } = await visitor.get("/crumbIssuer/api/json");
  if (status !== 200) return {};
  const { crumbRequestField, crumb } = JSON.parse(body) as { crumbRequestField: string; crumb: string };
  return { [crumbRequestField]: crumb };
}

/** The cookies of a user who has signed in with the login form; undefined where Jenkins has no such form. */
export async function signIn(
  controller: ContractController,
  { username, password }: PasswordLogin,
): Promise<CookieJar | undefined> {
  const cookies = new CookieJar();
  const browser = visit(controller, { cookies });
  const page = await browser.get("/login");
  // Jenkins before 2.541 has no crumb in its form, nor requires one.
  const crumb = parse(page.body).querySelector("input[name=Jenkins-Crumb]")?.getAttribute("value");
  await browser.post("/j_spring_security_check", {
    j_username: username,
    j_password: password,
    from: "",
    Submit: "Sign in",
    ...(crumb ? { "Jenkins-Crumb": crumb } : {}),
  });
  return (await whoAmI(browser)) === username ? cookies : undefined;
}

/** Whom Jenkins takes a visitor for: a user's name, `anonymous`, or undefined for a login that it refuses. */
export async function whoAmI(visitor: Visitor): Promise<string | undefined> {
  const { status, body } = await visitor.get("/whoAmI/api/json");
  return status === 200 ? (JSON.parse(body) as { name: string }).name : undefined;
}

/** Path of an action on a user's tokens. */
export function actionPath(username: string, action: string): string {
  return `/user/${encodeURIComponent(username)}/descriptorByName/jenkins.security.ApiTokenProperty/${action}`;
}

function toBasic([name, secret]: readonly [string, string]): string {
  return `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}`;
}
