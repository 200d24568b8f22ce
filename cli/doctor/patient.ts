import { performance } from "node:perf_hooks";
import { z } from "zod";
import type { Connection } from "../../provider/connection/connection.ts";
import { JenkinsError } from "../../provider/errors/jenkinsError.ts";
import type { HttpResponse } from "../../provider/http/httpClient.ts";
import { isSameUser } from "../../provider/jenkins/client/credentials.ts";
import type { JenkinsClient } from "../../provider/jenkins/client/jenkinsClient.ts";
import { runScript } from "../../provider/jenkins/scriptConsole.ts";

/** The first answer of what is at the URL, asked for the login page as nobody; or why there is none. */
export interface Greeting {
  /** From the request to the whole answer, connecting included. */
  readonly milliseconds: number;
  readonly answer: HttpResponse | JenkinsError;
}

/** What checks look at: a connection, and what several of them ask of it, asked once. */
export interface Patient {
  readonly connection: Connection;
  readonly client: JenkinsClient;
  /** The user of `--for`, unless that is the login itself. */
  readonly other: string | undefined;
  readonly now: () => Date;
  greet(): Promise<Greeting>;
  /** What is at another URL, asked for the login page as nobody; undefined without an answer. */
  peek(url: string): Promise<HttpResponse | undefined>;
  /** Undefined where the script console does its work, else why it doesn't. */
  tryConsole(): Promise<JenkinsError | undefined>;
}

/** What a patient is made of. */
export interface PatientOptions {
  readonly connection: Connection;
  readonly clientOf: (connection: Connection) => JenkinsClient;
  readonly forUser: string | undefined;
  readonly now: () => Date;
}

/** A patient who has not been asked anything so far. */
export function createPatient({ connection: given, clientOf, forUser, now }: PatientOptions): Patient {
  // The doctor tells how things are at the moment; it doesn't wait for better times.
  const connection = { ...given, maxRetries: 0, waitForReadySeconds: 0 };
  const client = clientOf(connection);
  return {
    connection,
    client,
    other: forUser === undefined || isSameUser(forUser, client.login) ? undefined : forUser,
    now,
    greet: once(async () => {
      const start = performance.now();
      const answer = await orJenkinsError(client.getAnonymously("/login"));
      return { milliseconds: Math.round(performance.now() - start), answer };
    }),
    async peek(url) {
      const answer = await orJenkinsError(clientOf({ ...connection, url }).getAnonymously("/login"));
      return answer instanceof JenkinsError ? undefined : answer;
    },
    tryConsole: once(async () => {
      const result = await orJenkinsError(
        runScript(client, "identify", {}, z.object({ ok: z.literal(true) })),
      );
      return result instanceof JenkinsError ? result : undefined;
    }),
  };
}

function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

async function orJenkinsError<Answer>(answer: Promise<Answer>): Promise<Answer | JenkinsError> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof JenkinsError) return error;
    throw error;
  }
}
