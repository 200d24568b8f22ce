import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** An embedded Jenkins in a process of its own, so that it doesn't take the time of what is measured. */
export interface BenchJenkins {
  readonly url: string;
  /** An administrator's API token; the administrator may generate tokens for others here. */
  readonly adminToken: string;
  readonly users: readonly string[];
  /** Method and path of all requests since the last call. */
  takeRequests(): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts it with so many ordinary users. `saveDelayMs` is how long it takes to write a user's file. */
export async function startJenkins({
  userCount,
  saveDelayMs,
}: {
  userCount: number;
  saveDelayMs: number;
}): Promise<BenchJenkins> {
  const server = fork(new URL("./server.ts", import.meta.url), [String(userCount), String(saveDelayMs)], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const started = (await messageOf(server)) as Pick<BenchJenkins, "url" | "adminToken" | "users">;
  return {
    ...started,
    takeRequests: async () => {
      server.send("requests");
      return (await messageOf(server)) as string[];
    },
    close: async () => {
      server.disconnect();
      await once(server, "exit");
    },
  };
}

async function messageOf(server: ChildProcess): Promise<unknown> {
  const [message] = await once(server, "message");
  return message;
}
