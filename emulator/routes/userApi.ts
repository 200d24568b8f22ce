import type { Exchange } from "../exchange.ts";
import type { User } from "../model/users.ts";
import { escapeHtml } from "../pages/html.ts";
import { sendPage } from "../responses.ts";
import { sendApiJson } from "./apiJson.ts";
import type { Router } from "./router.ts";

/** `/user/ID` and its API. The API shows that there is a property for tokens, never the tokens. */
export function addUserApi(router: Router): void {
  router.ofUser("/api/json", (exchange, owner) => sendApiJson(exchange, toUser(exchange, owner)));
  router.ofUser("", (exchange, { fullName }) =>
    sendPage(exchange, { title: escapeHtml(fullName), body: `<h1>\n${escapeHtml(fullName)}\n</h1>` }),
  );
}

function toUser({ controller, rootUrl }: Exchange, { id, fullName, tokens }: User) {
  const newer = [
    { _class: "jenkins.console.ConsoleUrlProviderUserProperty" },
    { _class: "jenkins.views.ViewsTabBarUserProperty" },
  ];
  return {
    _class: "hudson.model.User",
    absoluteUrl: `${rootUrl}user/${encodeURIComponent(id)}`,
    description: null,
    fullName,
    id,
    property: [
      ...(tokens ? [{ _class: "jenkins.security.ApiTokenProperty" }] : []),
      ...(controller.features.securityPage ? newer : []),
      { _class: "hudson.model.MyViewsProperty" },
      { _class: "hudson.model.PaneStatusProperties" },
      { _class: "jenkins.security.seed.UserSeedProperty" },
      { _class: "hudson.search.UserSearchProperty", insensitiveSearch: true },
      { _class: "hudson.model.TimeZoneProperty" },
      ...(controller.features.securityPage
        ? [{ _class: "jenkins.model.experimentalflags.UserExperimentalFlagsProperty" }]
        : []),
      { _class: "hudson.security.HudsonPrivateSecurityRealm$Details" },
    ],
  };
}
