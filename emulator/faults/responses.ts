import { STATUS_CODES } from "node:http";
import type { Controller } from "../controller.ts";
import { oopsPage } from "../pages/jenkinsPage.ts";
import { GroovyError } from "../scripts/stackTraces.ts";
import type { Fault } from "./fault.ts";

/** What takes the place of a response. */
export interface Replacement {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The response that a fault has of its own; undefined for one that has none. */
export function replacementOf(controller: Controller, fault: Fault): Replacement | undefined {
  if (fault.kind === "status") {
    const page = fault.status === 500 ? oops(controller) : gatewayPage(fault.status);
    return { ...page, headers: { ...page.headers, ...retryAfter(fault.retryAfter) } };
  }
  if (fault.kind === "html") {
    const body = "<html><head><title>Please wait</title></head><body><h1>Please wait</h1></body></html>";
    return { status: 200, headers: { "Content-Type": "text/html;charset=utf-8" }, body };
  }
  if (fault.kind === "stackTrace") {
    const body = new GroovyError("java.lang.IllegalStateException", "out of luck").toTrace();
    return { status: 200, headers: { "Content-Type": "text/plain;charset=utf-8" }, body };
  }
  return undefined;
}

/** 524 is Cloudflare's: the server behind it took the request, and was too slow. */
const reasons: Readonly<Record<number, string | undefined>> = { ...STATUS_CODES, 524: "A timeout occurred" };

/** A page of the gateway before Jenkins. */
export function gatewayPage(status: number): Replacement {
  const title = `${status} ${reasons[status]}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { "Content-Type": "text/html" }, body };
}

function oops(controller: Controller): Replacement {
  const body = oopsPage(controller, "Jenkins", "<h2>A problem occurred while processing the request.</h2>");
  const { version, run } = controller;
  return {
    status: 500,
    headers: {
      "Content-Type": "text/html;charset=utf-8",
      "X-Jenkins": version,
      "X-Jenkins-Session": run.session,
    },
    body,
  };
}

function retryAfter(value: number | Date | undefined): Record<string, string> {
  if (value === undefined) return {};
  return { "Retry-After": value instanceof Date ? value.toUTCString() : `${value}` };
}
