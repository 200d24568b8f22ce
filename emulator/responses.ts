import { Readable } from "node:stream";
import type { Exchange } from "./exchange.ts";
import { escapeHtml } from "./pages/html.ts";
import { jenkinsPage, oopsPage, type PageContent } from "./pages/jenkinsPage.ts";
import { jettyErrorPage } from "./pages/jettyError.ts";

/** A response without a body, content type or mark of Jenkins. */
export function sendEmpty({ reply }: Exchange, status: number): void {
  reply.code(status).send();
}

/** The response of an action: the body alone, without a mark of Jenkins. */
export function sendActionResult({ reply }: Exchange, contentType: string, body: string): void {
  reply.code(200).header("Content-Type", contentType).send(Buffer.from(body));
}

/** JSON of an action, such as a new token. */
export function sendActionJson(exchange: Exchange, value: object): void {
  sendActionResult(exchange, "application/json;charset=utf-8", JSON.stringify(value));
}

/** What is below an `/api/`: marked as Jenkins' own, without starting a session. */
export function sendApi(exchange: Exchange, contentType: string, body: string): void {
  markAsJenkins(exchange);
  exchange.reply.code(200).header("Content-Type", contentType).send(Buffer.from(body));
}

/** HTML of Jenkins. It starts a session, as each of its pages does. */
export function sendHtml(exchange: Exchange, status: number, html: string | Buffer | Readable): void {
  exchange.ensureSession();
  markAsJenkins(exchange);
  const { instanceIdentity } = exchange.controller;
  if (instanceIdentity !== undefined) exchange.reply.header("X-Instance-Identity", instanceIdentity);
  exchange.reply
    .code(status)
    .header("Content-Type", "text/html;charset=utf-8")
    .send(typeof html === "string" ? Buffer.from(html) : html);
}

/** One of Jenkins' pages whose body comes in parts: sent as a stream where they are many. */
export function sendLongPage(
  exchange: Exchange,
  title: string,
  heading: string,
  parts: Iterable<string>,
): void {
  const [start = "", end = ""] = jenkinsPage(exchange.controller, { title, body: "\0" }).split("\0");
  const batches = toBatches(start + heading, parts, end);
  const first = batches.next().value ?? Buffer.of();
  const second = batches.next();
  if (second.done) sendHtml(exchange, 200, first);
  else {
    const all = (function* () {
      yield* [first, second.value];
      yield* batches;
    })();
    sendHtml(exchange, 200, Readable.from(all, { objectMode: false }));
  }
}

/** Texts put together to buffers of about 64 KB. */
function* toBatches(start: string, parts: Iterable<string>, end: string): Generator<Buffer, undefined> {
  let text = start;
  for (const part of parts) {
    text += part;
    if (text.length < 64 * 1024) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text + end);
}

/** One of Jenkins' pages. */
export function sendPage(exchange: Exchange, content: PageContent): void {
  sendHtml(exchange, 200, jenkinsPage(exchange.controller, content));
}

/** Redirects the client; `path` begins with the context path. */
export function sendRedirect({ controller, origin, reply }: Exchange, path: string): void {
  const location = controller.features.jetty12 ? path : `${origin}${path}`;
  reply.code(302).header("Location", location).send();
}

/** An error page of Jetty. */
export function sendJettyError(exchange: Exchange, status: number, message: string): void {
  const outside = exchange.pathInContext === undefined;
  const page = jettyErrorPage(
    {
      status,
      message,
      uri: outside ? `${exchange.origin}${exchange.path}` : exchange.path,
      servlet: outside ? undefined : "Stapler",
    },
    { accept: exchange.header("Accept"), jetty12: exchange.controller.features.jetty12 },
  );
  exchange.reply.code(status).header("Content-Type", page.contentType).send(Buffer.from(page.body, "latin1"));
}

/** There is nothing at this path. */
export function sendNotFound(exchange: Exchange): void {
  if (exchange.pathInContext === undefined || !exchange.controller.features.notFoundPage) {
    sendJettyError(exchange, 404, "Not Found");
    return;
  }
  const message =
    "<h2>Not Found</h2><p>\nThis page may not exist, or you may not have permission to see it.</p>";
  sendHtml(exchange, 404, oopsPage(exchange.controller, "Not Found", message));
}

/** Something broke inside Jenkins. */
export function sendOops(exchange: Exchange, status = 500): void {
  const message = '<h2 style="text-align: center">A problem occurred while processing the request.</h2>';
  sendHtml(exchange, status, oopsPage(exchange.controller, "Jenkins", message));
}

/** The action requires POST. */
export function sendPostRequired(exchange: Exchange, heading = "This URL requires POST"): void {
  if (exchange.controller.features.detailedRefusals) exchange.reply.header("Allow", "POST");
  const body =
    `<h1>${heading}</h1><p>The URL you're trying to access requires that requests be sent using POST ` +
    "(like a form submission). The button below allows you to retry accessing this URL using POST.</p>";
  sendHtml(exchange, 405, jenkinsPage(exchange.controller, { title: "Method Not Allowed", body }));
}

/** The user is known but may not do this. */
export function sendAccessDenied(exchange: Exchange, permission: "Administer" | "Read" = "Administer"): void {
  const { name } = exchange.identity;
  exchange.reply.header("X-You-Are-Authenticated-As", name);
  exchange.reply.header("X-Required-Permission", `hudson.model.Hudson.${permission}`);
  const body = `<h1>Access Denied</h1><p class="error">${escapeHtml(name)} is missing the Overall/${permission} permission</p>`;
  sendHtml(exchange, 403, jenkinsPage(exchange.controller, { body }));
}

/** Marks a response as coming from Jenkins itself. */
export function markAsJenkins({ controller, reply }: Exchange): void {
  reply.header("X-Hudson", "1.395");
  reply.header("X-Jenkins", controller.version);
  reply.header("X-Jenkins-Session", controller.run.session);
}
