import type { Exchange } from "./exchange.ts";
import { escapeHtml } from "./pages/html.ts";
import { markAsJenkins } from "./responses.ts";

const permission = "hudson.model.Hudson.Read";
const impliedBy = ["hudson.security.Permission.GenericRead", "hudson.model.Hudson.Administer"];

/** The response to anonymous, who may read nothing: 403, with a page that leads a browser to the login. */
export function sendAuthenticationRequired(exchange: Exchange): void {
  const { controller, reply } = exchange;
  exchange.ensureSession();
  markAsJenkins(exchange);
  if (controller.features.detailedRefusals) {
    reply.header("X-You-Are-Authenticated-As", "anonymous");
    reply.header("X-Required-Permission", permission);
    reply.header("X-Permission-Implied-By", impliedBy);
  }
  reply
    .code(403)
    .header("Content-Type", "text/html;charset=utf-8")
    .send(Buffer.from(page(exchange)));
}

function page({ controller: { contextPath, features, run }, path }: Exchange): string {
  const login = `${contextPath}/login?from=${escapeHtml(encodeURIComponent(path))}`;
  const reason = features.detailedRefusals
    ? [
        "You are authenticated as: anonymous",
        "Groups that you are in:",
        "anonymous",
        `Permission you need to have (but didn't): ${permission}`,
        ...impliedBy.map((other) => `... which is implied by: ${other}`),
      ]
    : [];
  return [
    `<html><head><meta http-equiv='refresh' content='1;url=${login}'/>` +
      `<script id='redirect' data-redirect-url='${login}' src='${contextPath}/static/${run.session}/scripts/redirect.js'></script>` +
      "</head><body style='background-color:white; color:white;'>",
    "Authentication required",
    "<!--",
    ...reason,
    "-->",
    "</body></html>",
  ].join("\n");
}
