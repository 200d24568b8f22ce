/** A text of an error in which what differs from run to run, and from machine to machine, is made the same. */
export function toStable(text: string): string {
  return text
    .replaceAll(/(argo-webhook|ci)-[0-9a-f]{7}/g, "argo-webhook-1a2b3c4")
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ebcf72f5-67df-481e-950f-55c16383b3ce")
    .replaceAll(/https:\/\/127\.0\.0\.1:\d+/g, "https://ci.example.com")
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "http://localhost:8080")
    .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:8080")
    .replaceAll("EAI_AGAIN", "ENOTFOUND")
    .replaceAll(/(read|write) (ECONNRESET|EPIPE)|other side closed \(UND_ERR_SOCKET\)/g, "read ECONNRESET");
}
