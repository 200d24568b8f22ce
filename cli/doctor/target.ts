import { performance } from "node:perf_hooks";
import { z } from "zod";
import type { Connection } from "../../provider/connection/connection.ts";
import { JenkinsError } from "../../provider/errors/jenkinsError.ts";
import type { HttpResponse } from "../../provider/http/httpClient.ts";
import { isSameUser } from "../../provider/jenkins/client/credentials.ts";
import type { JenkinsClient } from "../../provider/jenkins/client/jenkinsClient.ts";
import { runScript } from "../../provider/jenkins/scriptConsole.ts";

/** The response to an anonymous request for the login page, or why there is none. */
export interface LoginPage {
  /** From the request to the end of the response, connecting included. */
  readonly milliseconds: number;
  readonly response: HttpResponse | JenkinsError;
}

/** What the checks run against: a connection, and the requests that several checks share, each sent once. */
export interface Target {
  readonly connection: Connection;
  readonly client: JenkinsClient;
  /** The user of `--for`, unless that is the login itself. */
  readonly other: string | undefined;
  readonly now: () => Date;
  requestLogin(): Promise<LoginPage>;
  /** The login page at another URL, requested anonymously; undefined without a response. */
  requestLoginAt(url: string): Promise<HttpResponse | undefined>;
  /** Undefined where the script console works, else why it does not. */
  checkConsole(): Promise<JenkinsError | undefined>;
}

/** What a target is created from. */
export interface TargetOptions {
  readonly connection: Connection;
  readonly clientOf: (connection: Connection) => JenkinsClient;
  readonly forUser: string | undefined;
  readonly now: () => Date;
}

/** A target to which nothing has been sent so far. */
export function createTarget({ connection: given, clientOf, forUser, now }: TargetOptions): Target {
  // The doctor reports the present state; it neither retries nor waits.
  const connection = { ...given, maxRetries: 0, waitForReadySeconds: 0 };
  const client = clientOf(connection);
  return {
    connection,
    client,
    other: forUser === undefined || isSameUser(forUser, client.login) ? undefined : forUser,
    now,
    requestLogin: once(async () => {
      const start = performance.now();
      const response = await orJenkinsError(client.getAnonymously("/login"));
      return { milliseconds: Math.round(performance.now() - start), response };
    }),
    async requestLoginAt(url) {
      const response = await orJenkinsError(clientOf({ ...connection, url }).getAnonymously("/login"));
      return response instanceof JenkinsError ? undefined : response;
    },
    checkConsole: once(async () => {
      const result = await orJenkinsError(
        runScript(client, "identify", {}, z.object({ ok: z.literal(true) })),
      );
      return result instanceof JenkinsError ? result : undefined;
    }),
  };
}

function once<Response>(send: () => Promise<Response>): () => Promise<Response> {
  let response: Promise<Response> | undefined;
  return () => {
    response ??= send();
    return response;
  };
}

async function orJenkinsError<Response>(response: Promise<Response>): Promise<Response | JenkinsError> {
  try {
    return await response;
  } catch (error) {
    if (error instanceof JenkinsError) return error;
    throw error;
  }
}
