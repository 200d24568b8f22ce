import type { Controller } from "../controller.ts";
import type { Replacement } from "../gateways/gateway.ts";
import { gatewayPage } from "../gateways/gateway.ts";
import { oopsPage } from "../pages/jenkinsPage.ts";
import { GroovyError } from "../scripts/stackTraces.ts";
import type { Fault } from "./fault.ts";

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
