import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import fastify, { type FastifyInstance } from "fastify";
import { authenticate } from "./authentication.ts";
import type { Controller } from "./controller.ts";
import { hasCrumbIfNeeded, sendNoValidCrumb } from "./crumbs.ts";
import { Exchange } from "./exchange.ts";
import { addFaults, isCut } from "./faults/inject.ts";
import { addFormParsers } from "./formParsers.ts";
import { routeCookie } from "./gateways/gateway.ts";
import type { TlsOptions } from "./options.ts";
import { sendAuthenticationRequired } from "./readPermission.ts";
import { sendJettyError, sendNotFound, sendOops } from "./responses.ts";
import { addRoutes } from "./routes/index.ts";
import { loginAction } from "./routes/login.ts";
import { createRouter } from "./routes/router.ts";
import { refuseWithoutOicSession } from "./singleSignOn.ts";

/** How long Jetty keeps an idle connection. */
const keepAliveMs = 30_000;

/** A web server for a controller; it does not listen yet. */
export function createServer(controller: Controller, tls?: TlsOptions): FastifyInstance {
  const server = fastify({
    serverFactory: (handler) => createSocketServer(handler, tls),
    forceCloseConnections: true,
    // What a client may send is for Jenkins to judge.
    bodyLimit: 64 * 1024 * 1024,
    frameworkErrors: (_error, request, reply) => {
      sendJettyError(new Exchange(controller, request, reply), 400, "Bad Request");
    },
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 4096 },
  });
  addFormParsers(server);
  addFilters(server, controller);
  server.setErrorHandler((_error, request) => sendOops(request.exchange));
  server.setNotFoundHandler(async ({ exchange }, reply) => {
    if (exchange.pathInContext === undefined || exchange.identity.user) sendNotFound(exchange);
    else sendAuthenticationRequired(exchange);
    return reply;
  });
  void server.register(async (routes) => addRoutes(createRouter(routes)), { prefix: controller.contextPath });
  return server;
}

/** What happens to each request before its path is looked at: the record, the login, the crumb. */
function addFilters(server: FastifyInstance, controller: Controller): void {
  server.decorateRequest("exchange");
  server.addHook("onRequest", async (request, reply) => {
    request.exchange = new Exchange(controller, request, reply);
    controller.requests.push(request.exchange.record);
    reply.header("Server", controller.features.jetty12 ? "Jetty(12.1.8)" : "Jetty(9.4.45.v20220203)");
  });
  const { responseDelay } = controller;
  if (responseDelay) server.addHook("onSend", async () => void (await responseDelay()));
  addFaults(server);
  server.addHook("onRequest", async (request, reply) => {
    if (refuseAtGateway(request.exchange)) return reply;
    sendRoute(request.exchange);
    if (isBareContext(request.exchange)) return reply.redirect(`${controller.contextPath}/`, 301);
    if (request.exchange.pathInContext === undefined) return;
    if (!authenticate(request.exchange) || refuseWithoutOicSession(request.exchange)) return reply;
  });
  server.addHook("preValidation", async ({ exchange }, reply) => {
    if (exchange.pathInContext === undefined || exchange.pathInContext === loginAction) return;
    if (hasCrumbIfNeeded(exchange)) return;
    sendNoValidCrumb(exchange);
    return reply;
  });
  server.addHook("onSend", async ({ exchange }, reply) => {
    for (const name of controller.hiddenHeaders) reply.removeHeader(name);
    if (!isCut(exchange)) exchange.record.status = reply.statusCode;
  });
}

function createSocketServer(handler: RequestListener, tls: TlsOptions | undefined): HttpServer {
  const server = tls ? createTlsServer(handler, tls) : createHttpServer(handler);
  server.keepAliveTimeout = keepAliveMs;
  return server;
}

function createTlsServer(handler: RequestListener, tls: TlsOptions): HttpServer {
  const { key, cert, ca, requestClientCertificate: requestCert = false } = tls;
  const server = createHttpsServer({ key, cert, ca, requestCert, rejectUnauthorized: requestCert }, handler);
  // Fastify does not distinguish the two.
  return server as unknown as HttpServer;
}

/** Names the node to a client, once. A session is known to its own node alone. */
function sendRoute(exchange: Exchange): void {
  const { reply, route } = exchange;
  if (route === undefined || exchange.cookie(routeCookie) === route) return;
  reply.header("Set-Cookie", `${routeCookie}=${route}; Path=/`);
}

/** Refuses a request at the first gateway that does. True when it was refused. */
function refuseAtGateway(exchange: Exchange): boolean {
  for (const gateway of exchange.controller.gateways) {
    const refusal = gateway(exchange);
    if (!refusal) continue;
    exchange.reply.code(refusal.status).headers(refusal.headers).send(Buffer.from(refusal.body));
    return true;
  }
  return false;
}

/** `/jenkins` without the slash that makes it a folder. */
function isBareContext({ controller, path }: Exchange): boolean {
  return controller.contextPath !== "" && path === controller.contextPath;
}
