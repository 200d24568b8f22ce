import { crumbRequestField, issueCrumb } from "../crumbs.ts";
import type { Exchange } from "../exchange.ts";
import { sendApi, sendNotFound } from "../responses.ts";
import type { Router } from "./router.ts";

const issuer = "hudson.security.csrf.DefaultCrumbIssuer";

/** `/crumbIssuer/api`: the crumb as JSON, as XML, and as the text that shell scripts use. */
export function addCrumbIssuer(router: Router): void {
  router.readable("/crumbIssuer/api/json", (exchange) =>
    whenOn(exchange, () => {
      const crumb = issueCrumb(exchange);
      sendApi(
        exchange,
        "application/json;charset=utf-8",
        JSON.stringify({ _class: issuer, crumb, crumbRequestField }),
      );
    }),
  );
  router.readable("/crumbIssuer/api/xml", (exchange) => whenOn(exchange, () => sendXml(exchange)));
}

function sendXml(exchange: Exchange): void {
  const crumb = issueCrumb(exchange);
  const xpath = exchange.parameter("xpath");
  if (xpath === undefined) {
    const members = `<crumb>${crumb}</crumb><crumbRequestField>${crumbRequestField}</crumbRequestField>`;
    const xml = `<defaultCrumbIssuer _class='${issuer}'>${members}</defaultCrumbIssuer>`;
    sendApi(exchange, "application/xml;charset=UTF-8", xml);
  } else if (xpath.replaceAll(/\s/g, "") === 'concat(//crumbRequestField,":",//crumb)') {
    sendApi(exchange, "text/plain;charset=utf-8", `${crumbRequestField}:${crumb}`);
  } else {
    sendNotFound(exchange);
  }
}

function whenOn(exchange: Exchange, send: () => void): void {
  if (exchange.controller.crumbIssuer) send();
  else sendNotFound(exchange);
}
