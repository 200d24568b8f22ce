import fc from "fast-check";
import { afterAll, it } from "vitest";
import type { FaultKind } from "../../emulator/faults/fault.ts";
import { hostile } from "../../emulator/index.ts";
import { forOneself, forOthers } from "../faults/logins.ts";
import { messyText } from "./messy.ts";
import { closeControllers, counts, RandomScenario } from "./randomScenario.ts";
import { replay, seed, sized } from "./size.ts";

afterAll(closeControllers);

const status = fc.constantFrom(
  200,
  201,
  202,
  204,
  206,
  301,
  302,
  303,
  304,
  307,
  400,
  401,
  403,
  404,
  405,
  408,
  409,
  413,
  418,
  429,
  500,
  501,
  502,
  503,
  504,
  524,
  599,
);
const contentType = fc.constantFrom(
  "application/json",
  "text/html;charset=utf-16",
  "text/html;charset=shift_jis",
  "text/plain",
  "image/png",
  "",
);
const location = fc.constantFrom(
  "/",
  "/login",
  "http://127.0.0.1:1/",
  "//127.0.0.1:1",
  "https://ci.example.invalid:1/",
  "%",
  "javascript:1",
);

const headers = fc
  .tuple(
    fc.record({ "Content-Type": contentType, Location: location }, { requiredKeys: [] }),
    fc.record(
      {
        "X-Jenkins": fc.constantFrom("", "1", "2.568.2", "x".repeat(1000), "9".repeat(400)),
        "Set-Cookie": fc.constantFrom(
          "",
          "JSESSIONID=x",
          "a=b; Domain=example.com",
          `x=${"y".repeat(5000)}; Path=/`,
        ),
        "Retry-After": fc.constantFrom("0", "-1", "x", "Thu, 01 Jan 1970 00:00:00 GMT"),
        "X-Error": fc.constantFrom("x".repeat(2000), "%00"),
        "WWW-Authenticate": fc.constantFrom("Basic", 'Bearer realm="x"', "x".repeat(2000)),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([one, other]) => ({ ...one, ...other }) as Record<string, string>);

/** The response's JSON with another value in the place of one of its own. */
const otherTypes = fc.tuple(fc.nat(5), fc.jsonValue()).map(([index, value]) => (body: string) => {
  try {
    const parsed = JSON.parse(body) as { data?: Record<string, unknown> };
    const target = (parsed.data ?? parsed) as Record<string, unknown>;
    const keys = Object.keys(target);
    target[keys[index % keys.length] ?? ""] = value;
    return JSON.stringify(parsed);
  } catch {
    return JSON.stringify(value);
  }
});

const body: fc.Arbitrary<(body: string) => string> = fc.oneof(
  fc.double({ min: 0, max: 0.99, noNaN: true }).map(hostile.pages.truncated),
  otherTypes,
  fc.json().map((json) => () => json),
  messyText.map((text) => () => text),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => () => Buffer.from(bytes).toString("latin1")),
  fc.constantFrom(
    hostile.pages.nested(5000),
    hostile.pages.unclosed(5000),
    hostile.pages.openComment,
    hostile.pages.otherMarkUp,
  ),
  fc.constant(hostile.pages.login),
  fc.constant((text: string) => Buffer.from(text, "utf16le").toString("latin1")),
);

/** Some way to respond that no Jenkins has. The request has taken effect. */
const fault: fc.Arbitrary<FaultKind> = fc.oneof(
  { weight: 4, arbitrary: body.map((toBody) => hostile.otherBody(toBody)) },
  {
    weight: 4,
    arbitrary: fc
      .record({ toBody: body, status, headers })
      .map(({ toBody, ...rest }) => hostile.otherBody(toBody, rest)),
  },
  { weight: 1, arbitrary: fc.constantFrom(100, 1000, 5000).map(hostile.headerFlood) },
  { weight: 1, arbitrary: fc.constant(hostile.hugeBody(3_000_000)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("200 OK", "999 Strange", "400 Bad\u001b[31m", "abc", ""), headers)
      .map(([line, given]) => hostile.rawHead(line, given)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom<BufferEncoding>("utf8", "base64", "base64url", "hex"), status)
      .map(([encoding, code]) => hostile.echo((value) => Buffer.from(value).toString(encoding), code)),
  },
);

const surroundings = fc.record({
  frontEnd: fc.constantFrom("dynamic" as const, "packaged" as const),
  login: fc.constantFrom(...forOneself, ...forOthers),
  maxRetries: fc.constantFrom(0, 4),
});

const steps = ["create", "rotate", "refresh", "rename", "destroy"] as const;
const step = fc.record({ during: fc.constantFrom(...steps), nth: fc.integer({ min: 1, max: 5 }), fault });

it("whatever a response is like, errors explain it, no secret is shown, and controller and state agree afterwards", async () => {
  let responses = 0;
  const property = fc.asyncProperty(surroundings, step, async (where, { during, nth, fault: kind }) => {
    const scenario = await RandomScenario.begin(where);
    const username = where.login.owner;
    const accidents = (name: (typeof steps)[number]) =>
      name === during ? [{ kind: "response", fault: kind, nth } as const] : [];
    scenario.program.set("ci", { username, version: 1 });
    await scenario.run("up", accidents("create"));
    scenario.program.set("ci", { username, version: 2 });
    await scenario.run("up", accidents("rotate"));
    await scenario.run("refresh", accidents("refresh"));
    scenario.program.set("ci", { username, version: 2, tokenName: "renamed" });
    await scenario.run("up", accidents("rename"));
    await scenario.run("destroy", accidents("destroy"));
    await scenario.end();
    responses += 1;
  });
  const numRuns = sized(60, 3000);
  await fc.assert(property, { numRuns, seed, ...replay });
  console.log(`bad responses with seed ${seed}: ${responses} of them; ${JSON.stringify(counts)}`);
});
