import type { Controller } from "../controller.ts";
import { escapeHtml } from "./html.ts";
import { pageTitle } from "./jenkinsPage.ts";

/** What the login page shows. */
export interface LoginForm {
  /** Undefined while crumbs are switched off. */
  crumb: string | undefined;
  /** Where the login leads to. */
  from: string;
  failed: boolean;
}

/** The page with the login form. */
export function loginPage(controller: Controller, { crumb, from, failed }: LoginForm): string {
  const { contextPath, run } = controller;
  const resources = `${contextPath}/static/${run.session}`;
  return (
    `<!DOCTYPE html><html lang="en"><head resURL="${resources}" data-rooturl="${contextPath}" ` +
    `data-resurl="${resources}" data-imagesurl="${resources}/images"><title>${pageTitle(controller, "Sign in")}</title></head><body>` +
    `<h1>Sign in to Jenkins</h1><form method="post" name="login" action="j_spring_security_check">` +
    (failed ? '<div class="app-sign-in-register__error">Invalid username or password</div>' : "") +
    '<div><label class="app-sign-in-register__form-label" for="j_username">Username</label>' +
    '<input autocorrect="off" name="j_username" id="j_username" type="text"></div>' +
    '<div><label class="app-sign-in-register__form-label" for="j_password">Password</label>' +
    '<input name="j_password" id="j_password" type="password"></div>' +
    `<input name="from" type="hidden" value="${escapeHtml(from)}">` +
    '<button name="Submit" type="submit">Sign in</button>' +
    (crumb ? `<input name="Jenkins-Crumb" type="hidden" value="${crumb}">` : "") +
    "</form></body></html>"
  );
}
