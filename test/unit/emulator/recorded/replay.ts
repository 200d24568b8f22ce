import { parse } from "node-html-parser";
import { describe, expect, it } from "vitest";
import {
  type EmbeddedJenkins,
  type EmbeddedJenkinsOptions,
  startEmbeddedJenkins,
} from "../../../../emulator/index.ts";
import type { Recorded } from "./responses.ts";

/**
 * A request that a real Jenkins was sent, and its response. Text in `{…}` stands for what the replay knows:
 * `{alice token}`, `{alice uuid}` (of a token seeded for each user), `{crumb NAME}` (of a cookie jar).
 */
export interface Step {
  /** `POST /path?query`. */
  request: string;
  /** Credentials as for `curl -u`. */
  as?: string;
  /**
   * The cookie jar in use. `alice session` and `admin session` begin with the cookie and crumb that a crumb request with
   * the user's password brings; others begin empty.
   */
  jar?: string;
  /** Sends the jar's cookies, and keeps none of the new ones. */
  jarIsReadOnly?: boolean;
  headers?: Record<string, string>;
  form?: Record<string, string>;
  multipart?: Record<string, string>;
  body?: string;
  response: Recorded;
}

/** One or several exchanges with one controller, each named as it was recorded. */
export interface Fixture {
  name: string;
  controller?: EmbeddedJenkinsOptions;
  /** Switches crumbs off after the start, as an administrator would. */
  crumbsOff?: boolean;
  steps: readonly Step[];
}

/** A fixture of one exchange. */
export function one(name: string, step: Step, controller: EmbeddedJenkinsOptions = {}): Fixture {
  return { name, controller, steps: [step] };
}

/** The path of a user's ApiTokenProperty. */
export function property(user: string, action: string): string {
  return `/user/${user}/descriptorByName/jenkins.security.ApiTokenProperty/${action}`;
}

/** Sends the requests of each fixture to a fresh controller and compares each response with the recorded one. */
export function replayEach(group: string, fixtures: readonly Fixture[]): void {
  describe(`the embedded Jenkins responds as recorded from a real 2.568.2: ${group}`, () => {
    it.each(fixtures)("$name", replay);
  });
}

async function replay(fixture: Fixture): Promise<void> {
  const jenkins = await startEmbeddedJenkins({ jobs: ["demo"], ...fixture.controller });
  try {
    const replayed = new Replay(jenkins);
    if (fixture.crumbsOff) jenkins.setCrumbIssuer(false);
    for (const step of fixture.steps) await replayed.play(step);
  } finally {
    await jenkins.close();
  }
}

class Replay {
  readonly #jenkins: EmbeddedJenkins;
  readonly #known = new Map<string, string>();
  readonly #jars = new Map<string, Map<string, string>>();

  constructor(jenkins: EmbeddedJenkins) {
    this.#jenkins = jenkins;
    this.#known.set("origin", new URL(jenkins.url).origin);
    for (const user of ["admin", "alice", "svc"]) {
      const { tokenUuid, tokenValue } = jenkins.generateToken(user, `seed of ${user}`);
      this.#known.set(`${user} uuid`, tokenUuid).set(`${user} token`, tokenValue);
    }
  }

  async play(step: Step): Promise<void> {
    const jar = step.jar === undefined ? undefined : await this.#jar(step.jar);
    const response = await this.#send(step, jar);
    const body = await response.text();
    if (jar && step.jar && !step.jarIsReadOnly) this.#learn(step.jar, jar, response, body);
    compare(response, body, step.response, (text) => this.#fill(text));
  }

  async #send(step: Step, jar: Map<string, string> | undefined): Promise<Response> {
    const [, method = "GET", path = "/"] = step.request.match(/^(\S+) (.*)$/) ?? [];
    const headers = new Headers();
    if (step.as) headers.set("Authorization", basic(this.#fill(step.as)));
    if (jar?.size) headers.set("Cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    for (const [name, value] of Object.entries(step.headers ?? {})) headers.set(name, this.#fill(value));
    const url = this.#known.get("origin") + this.#fill(path);
    return fetch(url, { method, headers, redirect: "manual", ...this.#body(step) });
  }

  #body({ form, multipart, body }: Step): { body?: URLSearchParams | FormData | string } {
    if (form) return { body: new URLSearchParams(this.#fillAll(form)) };
    if (body !== undefined) return { body };
    if (!multipart) return {};
    const data = new FormData();
    for (const [name, value] of this.#fillAll(multipart)) data.set(name, value);
    return { body: data };
  }

  async #jar(name: string): Promise<Map<string, string>> {
    const existing = this.#jars.get(name);
    if (existing) return existing;
    const jar = new Map<string, string>();
    this.#jars.set(name, jar);
    const user = name.match(/^(\w+) session$/)?.[1];
    if (user) {
      const headers = { Authorization: basic(`${user}:${user}-pw`) };
      const response = await fetch(`${this.#jenkins.url}/crumbIssuer/api/json`, { headers });
      this.#learn(name, jar, response, await response.text());
    }
    return jar;
  }

  /** Keeps cookies, and the crumb of a crumb issuer's response or of a login form. */
  #learn(name: string, jar: Map<string, string>, response: Response, body: string): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [, key = "", value = ""] = cookie.match(/^([^=]+)=([^;]*)/) ?? [];
      if (value === "") jar.delete(key);
      else jar.set(key, value);
    }
    const crumb = body.match(/"crumb":"(\w+)"|name="Jenkins-Crumb"[^>]*value="(\w+)"/);
    if (crumb) this.#known.set(`crumb ${name}`, crumb[1] ?? crumb[2] ?? "");
    const value = body.match(/"tokenValue":"(\w+)"/)?.[1];
    if (value) this.#known.set("new token", value);
  }

  #fillAll(values: Record<string, string>): [string, string][] {
    return Object.entries(values).map(([name, value]) => [name, this.#fill(value)]);
  }

  #fill(text: string): string {
    return text.replaceAll(/\{([\w ]+)\}/g, (whole, name: string) => this.#known.get(name) ?? whole);
  }
}

function compare(response: Response, body: string, recorded: Recorded, fill: (text: string) => string): void {
  expect(response.status).toBe(recorded.status);
  for (const [name, expected] of Object.entries(recorded.headers)) {
    const actual =
      name === "Set-Cookie" ? response.headers.getSetCookie().join("\n") : response.headers.get(name);
    if (expected === null) expect(actual ?? "", name).toBe("");
    else expect(actual ?? "", name).toMatch(toPattern(fill(expected)));
  }
  if (recorded.body !== undefined) expect(body).toMatch(toPattern(fill(recorded.body)));
  if (recorded.page) {
    const document = parse(body);
    expect(document.querySelector("title")?.text).toBe(recorded.page.title);
    expect(document.querySelector("h1")?.text.trim()).toBe(recorded.page.heading.replace("<img>", "").trim());
  }
}

const placeholders: Record<string, string> = {
  "8hex": "[0-9a-f]{8}",
  session: "node0[0-9a-z]+\\.node0",
  crumb: "[0-9a-f]{64}",
  uuid: "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
  token: "11[0-9a-f]{32}",
  time: "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z",
  number: "\\d+",
  anything: "[\\s\\S]*",
};

function toPattern(template: string): RegExp {
  const parts = template.split(/<(8hex|session|crumb|uuid|token|time|number|anything)>/);
  const pattern = parts.map((part, index) => (index % 2 === 0 ? escapePattern(part) : placeholders[part]));
  return new RegExp(`^${pattern.join("")}$`);
}

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}
