/** A response of which more arrived than is read. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";

  constructor(maxBytes: number) {
    super(`the body is longer than ${maxBytes / megabyte} MB`);
  }
}

/** One megabyte, in bytes. */
export const megabyte = 1024 * 1024;

/** Decodes a body as UTF-8 and passes it on in pieces while it arrives; a longer one is left, and its connection closed. */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  write: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new BodyTooLargeError(maxBytes);
    write(decoder.decode(chunk, { stream: true }));
  }
  write(decoder.decode());
}
