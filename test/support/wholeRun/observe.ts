import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { expect } from "vitest";
import { keepEvidence, noteUsedSecret } from "./evidence.ts";

// Runs before each test file, and sees by Node's own diagnostics what its tests use and show, whoever does it.

/** Each login that any server of a test gets to see. */
subscribe("http.server.request.start", (message) => {
  const { headers } = (message as { request: IncomingMessage }).request;
  for (const header of [headers.authorization, headers["proxy-authorization"]]) noteLogin(header);
});

/** Each process that a test starts; one that was asked to show secrets does so. */
subscribe("child_process", (message) => {
  const { process: child } = message as { process: ChildProcess };
  process.nextTick(() => {
    if (child.spawnargs?.includes("--show-secrets")) return;
    for (const stream of [child.stdout, child.stderr]) if (stream) copy(stream, nameOf(child));
  });
});

function noteLogin(authorization: string | undefined): void {
  const encoded = /^Basic (.*)$/i.exec(authorization ?? "")?.[1];
  const [username, ...rest] = Buffer.from(encoded ?? "", "base64")
    .toString()
    .split(":");
  const secret = rest.join(":");
  if (secret !== "") noteUsedSecret(secret, `login of '${username}' in ${testFile()}`);
}

/** Copies what a stream brings, without making it flow. */
function copy(stream: Readable, name: string): void {
  const push = stream.push.bind(stream);
  stream.push = (chunk, encoding) => {
    if (chunk) keepEvidence(name, String(chunk));
    return push(chunk, encoding);
  };
}

function nameOf({ spawnargs = [] }: ChildProcess): string {
  const words = spawnargs.map((word) => word.split("/").at(-1)).slice(0, 3);
  return `output of ${words.join(" ")} in ${testFile()}`;
}

function testFile(): string {
  return expect.getState().testPath?.split("/test/").at(-1) ?? "a test";
}
