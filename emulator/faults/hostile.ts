import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { FaultKind } from "./fault.ts";

/** Waits before the next byte or header, so that a test decides how time passes. Default: one turn of the event loop. */
export type Pace = () => Promise<unknown>;

/** The response's body one byte at a time, and then blanks without end. */
export function drip(pace: Pace = nextTurn): FaultKind {
  async function* bytes(body: Buffer): AsyncGenerator<Buffer> {
    for (let index = 0; ; index += 1) {
      await pace();
      yield index < body.length ? body.subarray(index, index + 1) : Buffer.from(" ");
    }
  }
  return {
    kind: "rewrite",
    rewrite: ({ body }) => ({ body: Readable.from(bytes(body), { objectMode: false }) }),
  };
}

/** Informational responses without end, such as `103 Early Hints`, and never the response itself. */
export function endlessInformational(pace: Pace = nextTurn): FaultKind {
  return {
    kind: "raw",
    bytes: async function* () {
      for (;;) {
        await pace();
        yield "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n";
      }
    },
  };
}

/** A response with so many headers. */
export function headerFlood(count: number): FaultKind {
  return {
    kind: "raw",
    *bytes() {
      yield "HTTP/1.1 200 OK\r\n";
      for (let index = 0; index < count; index += 1) yield `X-Flood-${index}: ${"f".repeat(64)}\r\n`;
      yield "Content-Length: 2\r\n\r\n{}";
    },
  };
}

/** A header or reason phrase with any characters, also those that an HTTP server refuses to send. */
export function rawHead(status: string, headers: Readonly<Record<string, string>>): FaultKind {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return { kind: "raw", bytes: () => [`HTTP/1.1 ${status}\r\n${lines.join("")}Content-Length: 2\r\n\r\n{}`] };
}

/** A body of so many bytes, generated while it is sent: the response's own, and blanks. */
export function hugeBody(bytes: number): FaultKind {
  const blanks = Buffer.alloc(64 * 1024, " ");
  function* parts(body: Buffer): Generator<Buffer> {
    yield body;
    for (let rest = bytes - body.length; rest > 0; rest -= blanks.length)
      yield blanks.subarray(0, Math.min(rest, blanks.length));
  }
  return {
    kind: "rewrite",
    rewrite: ({ body }) => ({ body: Readable.from(parts(body), { objectMode: false }) }),
  };
}

/** The response with another body, and with another status or headers where given. */
export function otherBody(
  toBody: (body: string) => string,
  { status, headers }: { status?: number; headers?: Record<string, string> } = {},
): FaultKind {
  return {
    kind: "rewrite",
    rewrite: ({ body }) => ({
      body: Buffer.from(toBody(body.toString())),
      ...(status === undefined ? {} : { status }),
      ...(headers === undefined ? {} : { headers }),
    }),
  };
}

/** What can become of a page, for `otherBody`. */
export const pages = {
  /** Elements around the page, so many deep. */
  nested: (depth: number) => (page: string) => `${"<div>".repeat(depth)}${page}${"</div>".repeat(depth)}`,
  /** Elements before the page, none of which is ever closed. */
  unclosed: (count: number) => (page: string) => `${"<b>".repeat(count)}${page}`,
  /** A comment in the middle that never ends. */
  openComment: (page: string) => `${page.slice(0, page.length / 2)}<!--${page.slice(page.length / 2)}`,
  /** The beginning alone. */
  truncated: (share: number) => (page: string) => page.slice(0, Math.floor(page.length * share)),
  /** Class names and IDs of a version to come. */
  otherMarkUp: (page: string) => page.replaceAll("token-", "credential-"),
  /** A login page, such as a gateway shows in place of any other. */
  login: () =>
    '<html><head><title>Sign in</title></head><body><form method="post" action="/login">' +
    '<input name="username"><input name="password" type="password"></form></body></html>',
};

/** Repeats the request's headers and form in a body, and in `Location` where the status is a redirect. */
export function echo(encode: (value: string) => string, status = 400): FaultKind {
  return {
    kind: "rewrite",
    rewrite(_response, { headers, form }) {
      const values = [...Object.values(headers), ...form.values()].map(encode);
      const isRedirect = status >= 300 && status < 400;
      return {
        status,
        headers: {
          "Content-Type": "text/html",
          ...(isRedirect ? { Location: `/?${values.map(encodeURI).join("&")}` } : {}),
        },
        body: Buffer.from(`<html><body><p>Bad request:</p><pre>${values.join("\n")}</pre></body></html>`),
      };
    },
  };
}

/** Texts that do harm on a terminal or in a CI log, for names, messages and headers. */
export const harmfulTexts: Readonly<Record<string, string>> = {
  "ANSI colours and a cleared screen": "\u001b[31mred\u001b[2J",
  "a window title": "\u001b]0;owned\u0007",
  "the clipboard (OSC 52)": "\u001b]52;c;b3duZWQ=\u0007",
  "8-bit control characters": "\u009b31mred\u009c",
  "bidirectional marks": "abc\u202egnp.exe\u2066",
  "invisible characters": "a\u200bb\u00adc\ufeff",
  "a command of GitHub Actions": "x\n::add-mask::y",
  "a command of Azure Pipelines": "x\r\n##vso[task.setvariable variable=a]b",
  "separators of lines": "a\u2028b\u2029c\u0085d",
  "a NUL and a backspace": "a\u0000b\b\bc",
};
