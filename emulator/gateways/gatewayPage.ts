import { STATUS_CODES } from "node:http";
import type { Replacement } from "./types.ts";

/** 524 is Cloudflare's: the server behind it took the request, and was too slow. */
const reasons: Readonly<Record<number, string | undefined>> = { ...STATUS_CODES, 524: "A timeout occurred" };

/** A page of the gateway before Jenkins. */
export function gatewayPage(status: number): Replacement {
  const title = `${status} ${reasons[status]}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { "Content-Type": "text/html" }, body };
}
