import { createHttpClient, type HttpClient } from "../../provider/http/httpClient.ts";
import { createSecrets } from "../../provider/http/secrets.ts";
import { TransportError } from "../../provider/http/transportError.ts";
import { type Credentials, secretOf } from "../../provider/jenkins/client/credentials.ts";
import { createJenkinsClient, type JenkinsClient } from "../../provider/jenkins/client/jenkinsClient.ts";
import { noteSecret } from "./lifecycleFailure.ts";

interface ClientOptions {
  readonly maxRetries?: number;
  readonly timeoutMs?: number;
  /** How many requests find nobody listening, before the controller is there. Default: 0. */
  readonly refusals?: number;
}

/** One login at a controller, that never waits before a retry. */
export function startClient(
  { url }: { url: string },
  credentials: Credentials,
  { maxRetries = 4, timeoutMs = 30_000, refusals = 0 }: ClientOptions = {},
): JenkinsClient {
  const secrets = createSecrets();
  secrets.add(secretOf(credentials));
  noteSecret(secretOf(credentials));
  const connected = createHttpClient({ timeoutMs });
  let left = refusals;
  const http: HttpClient = async (request) => {
    if (left === 0) return connected(request);
    left -= 1;
    throw new TransportError("refused", "connect ECONNREFUSED", undefined);
  };
  return createJenkinsClient({
    url,
    credentials,
    http,
    retryPolicy: { maxRetries, firstDelayMs: 0 },
    secrets,
  });
}

/** A login with the password that the embedded Jenkins gives its users. */
export function byPassword(username: string): Credentials {
  return { username, password: `${username}-pw` };
}
