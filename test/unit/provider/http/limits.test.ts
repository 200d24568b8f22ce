import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { createHttpClient, type HttpRequest } from "../../../../provider/http/httpClient.ts";
import { TransportError } from "../../../../provider/http/transportError.ts";
import { startTcpServer, startWebServer } from "../../../support/network.ts";

/** A timer that ends when the test says so; remembers for how long it was set. */
function startManualTimer() {
  const timers = new Map<number, () => void>();
  const set: number[] = [];
  return {
    set,
    startTimer(ms: number, action: () => void) {
      const id = set.push(ms);
      timers.set(id, action);
      return () => void timers.delete(id);
    },
    running: () => timers.size,
    end: () => {
      for (const action of timers.values()) action();
    },
  };
}

async function failureOf(sent: Promise<unknown>) {
  const error = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TransportError);
  return error as TransportError;
}

const get = (url: string): HttpRequest => ({ method: "GET", url });
const post = (url: string): HttpRequest => ({ method: "POST", url, form: { newTokenName: "deploy" } });

describe("a body", () => {
  const bytes = (count: number) => Buffer.alloc(count, "x");
  const megabyte = 1024 * 1024;
  const client = createHttpClient({ timeoutMs: 30_000 });

  it("of one megabyte is read whole", async () => {
    const url = await startWebServer((_, response) => void response.end(bytes(megabyte)));
    expect((await client(get(url))).body).toHaveLength(megabyte);
  });

  it.each([
    ["GET", get],
    ["POST", post],
  ])("that is longer fails the %s, which took effect nonetheless", async (_, toRequest) => {
    const url = await startWebServer((_request, response) => void response.end(bytes(megabyte + 1)));
    expect(await failureOf(client(toRequest(url)))).toMatchObject({
      failure: "responseTooLarge",
      message: "the body is longer than 1 MB",
      mayHaveArrived: true,
      isTransient: false,
    });
  });

  it("without end is left, and its connection closed", async () => {
    let isClosed = () => {};
    const closed = new Promise<void>((resolve) => {
      isClosed = resolve;
    });
    const url = await startWebServer((_, response) => {
      response.on("close", isClosed);
      const write = () => {
        while (!response.destroyed && response.write(bytes(65_536)));
        if (!response.destroyed) response.once("drain", write);
      };
      write();
    });
    expect(await failureOf(client(get(url)))).toMatchObject({ failure: "responseTooLarge" });
    await closed;
  });

  it("given to a reader may be longer, and is not kept", async () => {
    const url = await startWebServer((_, response) => void response.end(bytes(3 * megabyte)));
    let read = 0;
    const openReader = () => (text: string) => {
      read += text.length;
    };
    expect(await client({ ...get(url), openReader })).toMatchObject({ status: 200, body: "" });
    expect(read).toBe(3 * megabyte);
  });

  it("is given to a reader as text, also where a character is cut in two", async () => {
    const [before, after] = [Buffer.from("grüße 雪").subarray(0, 3), Buffer.from("grüße 雪").subarray(3)];
    const url = await startWebServer((_, response) => {
      response.write(before, () => setImmediate(() => response.end(after)));
    });
    const texts: string[] = [];
    await client({ ...get(url), openReader: () => (text) => void texts.push(text) });
    expect(texts.join("")).toBe("grüße 雪");
  });

  it("of an error is kept although there is a reader", async () => {
    const url = await startWebServer((_, response) => void response.writeHead(403).end("no"));
    const openReader = () => () => expect.unreachable();
    expect(await client({ ...get(url), openReader })).toMatchObject({ status: 403, body: "no" });
  });

  it("ends where its reader fails, with the reader's error", async () => {
    const url = await startWebServer((_, response) => void response.end("x"));
    const failure = new Error("not a list of tokens");
    const openReader = () => () => {
      throw failure;
    };
    await expect(client({ ...get(url), openReader })).rejects.toBe(failure);
  });
});

describe("headers", () => {
  it("that never end fail the request, which may have taken effect", async () => {
    const host = await startTcpServer((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\n");
        const write = () => {
          while (!socket.destroyed && socket.write(`X-Flood: ${"x".repeat(1000)}\r\n`));
          if (!socket.destroyed) socket.once("drain", write);
        };
        write();
      });
    });
    const error = await failureOf(createHttpClient({ timeoutMs: 30_000 })(post(`http://${host}`)));
    expect(error).toMatchObject({ failure: "responseTooLarge", mayHaveArrived: true, isTransient: false });
  });
});

describe("a request that doesn't end", () => {
  /** What a server does that keeps a client waiting; it calls `stuck` when the client can only wait. */
  const situations: [name: string, serve: (socket: Socket, stuck: () => void) => void][] = [
    ["before the headers", (socket, stuck) => socket.once("data", stuck)],
    [
      "in one provisional response after the other",
      (socket, stuck) =>
        socket.once("data", () => socket.write("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100), stuck)),
    ],
    [
      "in the middle of the body",
      (socket, stuck) =>
        socket.once("data", () =>
          socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nonly so f", () =>
            socket.write("", stuck),
          ),
        ),
    ],
  ];

  describe.each(situations)("%s", (_, serve) => {
    it.each([
      ["GET", get, 90_000],
      ["POST", post, 90_000],
      [
        "GET of a page that is read while it arrives",
        (url: string) => ({ ...get(url), openReader: () => () => {} }),
        300_000,
      ],
    ])("fails at the deadline: %s", async (_name, toRequest, ms) => {
      const timer = startManualTimer();
      const host = await startTcpServer((socket) => serve(socket, () => setImmediate(timer.end)));
      const client = createHttpClient({ timeoutMs: 30_000, startTimer: timer.startTimer });
      const error = await failureOf(client(toRequest(`http://${host}`)));
      expect(error).toMatchObject({
        failure: "timedOut",
        message: `the response was not complete after ${ms / 1000} s`,
        mayHaveArrived: true,
      });
      expect(timer.set).toEqual([ms]);
    });
  });

  it("fails at the deadline also while it connects", async () => {
    const timer = startManualTimer();
    const host = await startTcpServer((socket) => void socket.once("data", timer.end));
    const client = createHttpClient({ timeoutMs: 30_000, startTimer: timer.startTimer });
    expect(await failureOf(client(get(`https://${host}`)))).toMatchObject({ failure: "timedOut" });
  });

  it("ends at once when the user interrupts, if it is a GET", async () => {
    const controller = new AbortController();
    const host = await startTcpServer((socket) => void socket.once("data", () => controller.abort()));
    const client = createHttpClient({ timeoutMs: 30_000, interruption: controller.signal });
    for (const scheme of ["http", "https"]) {
      const error = await failureOf(client(get(`${scheme}://${host}`)));
      expect(error).toMatchObject({ failure: "interrupted", mayHaveArrived: false });
    }
  });

  it("is left to its deadline when the user interrupts, if it is a POST", async () => {
    const timer = startManualTimer();
    const controller = new AbortController();
    const host = await startTcpServer((socket) => {
      socket.once("data", () => {
        controller.abort();
        setImmediate(timer.end);
      });
    });
    const { signal } = controller;
    const client = createHttpClient({
      timeoutMs: 30_000,
      interruption: signal,
      startTimer: timer.startTimer,
    });
    expect(await failureOf(client(post(`http://${host}`)))).toMatchObject({ failure: "timedOut" });
  });

  it("is not sent after the interruption, whatever it is", async () => {
    const url = await startWebServer(() => expect.unreachable());
    const client = createHttpClient({ timeoutMs: 30_000, interruption: AbortSignal.abort() });
    for (const request of [get(url), post(url)]) {
      expect(await failureOf(client(request))).toMatchObject({
        failure: "interrupted",
        mayHaveArrived: false,
      });
    }
  });
});

describe("deadlines", () => {
  it("begin when the request's turn comes, and end with the request", async () => {
    const timer = startManualTimer();
    const held: (() => void)[] = [];
    let isFull = () => {};
    const full = new Promise<void>((resolve) => {
      isFull = resolve;
    });
    const url = await startWebServer((_, response) => {
      held.push(() => response.end());
      if (held.length === 16) isFull();
    });
    const client = createHttpClient({ timeoutMs: 30_000, startTimer: timer.startTimer });
    const sent = Array.from({ length: 20 }, () => client(get(url)));
    await full;
    expect(timer.running()).toBe(16);
    held.push = (...responses) => responses.map((respond) => respond()).length;
    for (const respond of held.splice(0)) respond();
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect([timer.set.length, timer.running()]).toEqual([20, 0]);
  });

  it("may be any number of seconds", async () => {
    const url = await startWebServer((_, response) => void response.end("fine"));
    const client = createHttpClient({ timeoutMs: 16.1 * 1000 });
    expect(await client(get(url))).toMatchObject({ body: "fine" });
  });
});

it("a request that can't be written as HTTP has certainly not left this machine", async () => {
  const url = await startWebServer(() => expect.unreachable());
  const client = createHttpClient({ timeoutMs: 30_000 });
  const error = await failureOf(client({ ...post(url), headers: { "bad name": "x" } }));
  expect(error).toMatchObject({ failure: "requestInvalid", mayHaveArrived: false, isTransient: false });
});
