import { sendUnauthorized } from "../authentication.ts";
import type { Controller } from "../controller.ts";
import type { Exchange } from "../exchange.ts";
import { gatewayPage, type Replacement } from "../gateways/gateway.ts";
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

/** The response of a controller that is starting: its page, or a 401 to credentials that are good. */
export function sendStarting(exchange: Exchange, status: 503 | 401): void {
  if (status === 401 && exchange.header("Authorization") !== undefined) {
    sendUnauthorized(exchange);
    return;
  }
  const body = Buffer.from(startingPage(exchange.controller));
  exchange.reply.code(503).header("Content-Type", "text/html;charset=utf-8").send(body);
}

function startingPage({ contextPath, features, run }: Controller): string {
  const resources = `${contextPath}/static/${run.session}`;
  const heading = features.jetty12
    ? '<h1 class="loading"><p class="jenkins-spinner">Jenkins is getting ready to work</h1>' +
      '<p class="restarting">Your browser will reload automatically when Jenkins is ready.'
    : '<h1 id="loading">Please wait while Jenkins is getting ready to work<span> . . .</span></h1>' +
      "<p>Your browser will reload automatically when Jenkins is ready.</p>";
  return (
    `<!DOCTYPE html><html lang="en"><head resURL="${resources}" data-rooturl="${contextPath}" ` +
    `data-resurl="${resources}" data-imagesurl="${resources}/images"><title>Starting Jenkins</title></head>` +
    `<body>${heading}</body></html>`
  );
}
