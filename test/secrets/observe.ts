import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { beforeEach } from "vitest";
import { keepBytes, keepEvidence, noteUsedSecret } from "./evidence.ts";

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

/** The runner prints the names of tests that are slow, or fail; whether it does so is no matter of chance here. */
beforeEach(({ task }) => keepEvidence("the name of a test", `${task.name}\n`));

function noteLogin(authorization: string | undefined): void {
  const encoded = /^Basic (.*)$/i.exec(authorization ?? "")?.[1];
  const [username, ...rest] = Buffer.from(encoded ?? "", "base64")
    .toString()
    .split(":");
  noteUsedSecret(rest.join(":"), `login of '${username}'`);
}

/** Copies what a stream brings, without making it flow. */
function copy(stream: Readable, name: string): void {
  const push = stream.push.bind(stream);
  stream.push = (chunk, encoding) => {
    if (chunk) keepBytes(name, Buffer.from(chunk, encoding));
    return push(chunk, encoding);
  };
}

/** With the number of the process, so that pieces of two outputs don't get mixed; without what may be secret. */
function nameOf({ pid, spawnargs = [] }: ChildProcess): string {
  const words = spawnargs.map((word) => word.split("/").at(-1) ?? "").slice(0, 3);
  return `output of ${words.filter(isPlain).join(" ")} (process ${pid})`;
}

function isPlain(word: string): boolean {
  return /^[\w.=-]{1,40}$/.test(word);
}
