import { createClientPool } from "../../provider/connection/clientPool.ts";
import { JenkinsError } from "../../provider/errors/jenkinsError.ts";
import { createSecrets } from "../../provider/http/secrets.ts";
import { createTokenListReader } from "../../provider/jenkins/readTokenList.ts";
import { createTokenLists } from "../../provider/jenkins/tokenLists.ts";
import { createTokenLogins } from "../../provider/jenkins/tokenLogins.ts";
import { findTokenConnection, type TokenConnectionFlags } from "../connection/findConnection.ts";
import type { FoundConnection } from "../connection/foundConnection.ts";
import { createOutput, type Output } from "../output.ts";
import { type Clean, createClean } from "../report/clean.ts";
import { UsageError } from "../usageError.ts";
import type { TokenSource } from "./readTokens.ts";

/** What a command on tokens works with: one login at one controller. */
export interface Session extends TokenSource {
  /** The same login once more, whose requests Ctrl-C does not end: what has changed is to be known. */
  connectForChanges(): TokenSource;
  readonly found: FoundConnection;
  readonly clean: Clean;
  readonly now: Date;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** Finds the connection; sends nothing. @throws UsageError when there is none */
export async function openSession(flags: TokenConnectionFlags, signal: AbortSignal): Promise<Session> {
  const secrets = createSecrets();
  const found = await findTokenConnection(flags, secrets);
  const output = createOutput();
  const clean = createClean(secrets);
  const connect = (interruption?: AbortSignal): TokenSource => {
    const clientOf = createClientPool({
      secrets,
      warn: (message) => output.note(`${clean(message)}\n`),
      now: () => new Date(),
      interruption,
    });
    const lists = createTokenLists(createTokenListReader(createTokenLogins()));
    return { client: clientOf(found.connection), lists };
  };
  try {
    return {
      ...connect(signal),
      connectForChanges: () => connect(),
      found,
      clean,
      now: new Date(),
      output,
      signal,
    };
  } catch (error) {
    // Such as a proxy variable that holds no URL.
    if (error instanceof JenkinsError) throw new UsageError(error.summary);
    throw error;
  }
}
