import { sendUnauthorized } from "../authentication.ts";
import type { Controller } from "../controller.ts";
import type { Exchange } from "../exchange.ts";

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
