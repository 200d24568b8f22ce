import type { FastifyInstance, FastifyRequest } from "fastify";

/** Forms become URLSearchParams in either encoding; any other body is read and ignored, as Jenkins does. */
export function addFormParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    async (_request: FastifyRequest, body: string) => new URLSearchParams(body),
  );
  server.addContentTypeParser(
    "multipart/form-data",
    { parseAs: "buffer" },
    async (request: FastifyRequest, body: Buffer) =>
      fromMultipart(request.headers["content-type"] ?? "", body),
  );
  server.addContentTypeParser("*", { parseAs: "buffer" }, async () => undefined);
}

async function fromMultipart(contentType: string, body: Buffer): Promise<URLSearchParams> {
  const form = await new Response(new Uint8Array(body), {
    headers: { "Content-Type": contentType },
  }).formData();
  const parameters = new URLSearchParams();
  for (const [name, value] of form) if (typeof value === "string") parameters.append(name, value);
  return parameters;
}
