/** Who a socket was for: the server that a request is for, or a proxy in between. */
export type Peer = "server" | "proxy";

/** No connection came about: the request has certainly not left this machine. The cause says why. */
export class ConnectError extends Error {
  override readonly name = "ConnectError";
  readonly peer: Peer;

  constructor(peer: Peer, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.peer = peer;
  }
}
