import type { Exchange } from "../exchange.ts";
import { escapeHtml } from "../pages/html.ts";
import { sendApi, sendPage } from "../responses.ts";
import type { Router } from "./router.ts";

/** `/whoAmI`: who a request comes from, anonymous included. */
export function addWhoAmI(router: Router): void {
  router.open("/whoAmI", (exchange) =>
    sendPage(exchange, {
      title: "Who Am I",
      body: `<h1>Who Am I?</h1><p>${escapeHtml(exchange.identity.name)}</p>`,
    }),
  );
  router.open("/whoAmI/api/json", (exchange) =>
    sendApi(exchange, "application/json;charset=utf-8", JSON.stringify(whoAmI(exchange))),
  );
  router.open("/whoAmI/api/xml", (exchange) => {
    const { anonymous, authenticated, authorities, name } = whoAmI(exchange);
    const xml =
      `<whoAmI _class='hudson.security.WhoAmI'><anonymous>${anonymous}</anonymous>` +
      `<authenticated>${authenticated}</authenticated>` +
      authorities.map((authority) => `<authority>${authority}</authority>`).join("") +
      `<name>${escapeHtml(name)}</name></whoAmI>`;
    sendApi(exchange, "application/xml;charset=UTF-8", xml);
  });
}

function whoAmI({ controller, identity }: Exchange) {
  const anonymous = identity.user === undefined;
  const authorities = [anonymous ? "anonymous" : "authenticated"];
  const byPassword = identity.signedInBy === "password" || identity.signedInBy === "formSession";
  if (byPassword && controller.features.detailedRefusals) authorities.push("FACTOR_PASSWORD");
  return {
    _class: "hudson.security.WhoAmI",
    anonymous,
    authenticated: true,
    authorities,
    name: identity.name,
  };
}
