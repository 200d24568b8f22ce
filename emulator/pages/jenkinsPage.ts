import type { Controller } from "../controller.ts";

/** What stands on one of Jenkins' own pages; all of it HTML. */
export interface PageContent {
  /** Before `Jenkins`; default: `Jenkins` alone. */
  title?: string;
  body: string;
}

/** One of Jenkins' own pages, small, with the marks that programs look for. */
export function jenkinsPage(controller: Controller, { title, body }: PageContent): string {
  const { contextPath, run } = controller;
  const resources = `${contextPath}/static/${run.session}`;
  return (
    `<!DOCTYPE html><html data-disable-sticky="false"><head resURL="${resources}" data-rooturl="${contextPath}" ` +
    `data-resurl="${resources}" data-extensions-available="true">\n<title>${pageTitle(controller, title)}</title></head>` +
    `<body id="jenkins" class="yui-skin-sam">${body}</body></html>`
  );
}

/** A page's title with the name of Jenkins, as the version writes it. */
export function pageTitle({ features }: Controller, title: string | undefined): string {
  if (title === undefined) return "Jenkins";
  return features.dashedTitles ? `${title} - Jenkins` : `${title} [Jenkins]`;
}

/** The page for what went wrong: an angry butler and what he has to say. */
export function oopsPage(controller: Controller, title: string, message: string): string {
  const picture = `${controller.contextPath}/static/${controller.run.session}/images/rage.svg`;
  return jenkinsPage(controller, {
    title,
    body:
      `<h1 style="text-align: center"><img src="${picture}" width="154" height="179">` +
      `<span style="font-size:50px"> Oops!</span></h1><div id="error-description">${message}</div>`,
  });
}
