import { connect } from "node:net";
import { startTcpServer } from "./network.ts";

/** Makes a server of 127.0.0.1 reachable at another address of this machine; resolves to its `host:port` there. */
export function forward({ url }: { url: string }, address: string): Promise<string> {
  const port = Number(new URL(url).port);
  return startTcpServer((socket) => {
    const upstream = connect(port, "127.0.0.1");
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  }, address);
}
