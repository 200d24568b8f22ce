/** One thing that is wrong with a connection. */
export interface Problem {
  /** The setting at fault, as the person who set it knows it: `jenkins:url`, `connection.headers.X-Key`, `JENKINS_URL`. */
  readonly path: string;
  readonly reason: string;
}

/** What is wrong with a value in a connection. */
export interface ValueProblem {
  /** The key, such as `headers.X-Key`; undefined for the connection as a whole. */
  readonly key: string | undefined;
  readonly reason: string;
}
