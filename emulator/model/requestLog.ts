/** A request that reached the controller: no header values, no query, no body. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** Who Jenkins took the request to come from; undefined for anonymous and for a refused login. */
  user: string | undefined;
  /** How that was known. */
  signedInBy: "nobody" | "password" | "apiToken" | "formSession";
  /** Whether the request carried cookies. */
  readonly hasCookie: boolean;
  /** The status of the response; undefined until there is one, and for a connection that was cut. */
  status: number | undefined;
}
