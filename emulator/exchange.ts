import type { FastifyReply, FastifyRequest } from "fastify";
import type { Controller } from "./controller.ts";
import type { Fault } from "./faults/fault.ts";
import { newRoute, routeCookie } from "./gateways/gateway.ts";
import { anonymous, type Identity } from "./identity.ts";
import type { RecordedRequest } from "./model/requestLog.ts";
import type { Session } from "./model/sessions.ts";

/** One request and its response, with what Jenkins knows about them. */
export class Exchange {
  readonly controller: Controller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly record: RecordedRequest;
  identity: Identity = anonymous;
  session: Session | undefined;
  /** The node that a load balancer sends the client to; undefined without a load balancer. */
  readonly route: string | undefined;
  /** The fault that is injected into the response. */
  fault: Fault | undefined;

  constructor(controller: Controller, request: FastifyRequest, reply: FastifyReply) {
    this.controller = controller;
    this.request = request;
    this.reply = reply;
    this.route = controller.stickyLoadBalancer ? (this.cookie(routeCookie) ?? newRoute()) : undefined;
    this.session = controller.run.sessions.find(this.cookie(controller.run.cookieName), this.route);
    this.record = {
      method: request.method,
      path: this.path,
      user: undefined,
      signedInBy: "nobody",
      hasCookie: request.headers.cookie !== undefined,
      status: undefined,
    };
  }

  /** The path as it was sent, with the context path and without the query. */
  get path(): string {
    return this.request.raw.url?.replace(/[?#].*$/s, "") ?? "/";
  }

  /** The path below the context path, with single slashes; undefined when the request is outside of it. */
  get pathInContext(): string | undefined {
    const { contextPath } = this.controller;
    if (!`${this.path}/`.startsWith(`${contextPath}/`)) return undefined;
    return this.path.slice(contextPath.length).replaceAll(/\/+/g, "/") || "/";
  }

  /** Where the client found this controller, with the context path and a slash at the end. */
  get rootUrl(): string {
    return `${this.origin}${this.controller.contextPath}/`;
  }

  /** The scheme and host that the client used. */
  get origin(): string {
    return `${this.request.protocol}://${this.request.host}`;
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value[0] : value;
  }

  /** A parameter of the query or the form, decoded; the query wins. */
  parameter(name: string): string | undefined {
    const query = new URLSearchParams(this.request.raw.url?.split("?").slice(1).join("?"));
    const form = this.request.body instanceof URLSearchParams ? this.request.body : undefined;
    return query.get(name) ?? form?.get(name) ?? undefined;
  }

  cookie(name: string): string | undefined {
    const prefix = `${name}=`;
    return this.request.headers.cookie
      ?.split(/;\s*/)
      .find((cookie) => cookie.startsWith(prefix))
      ?.slice(prefix.length);
  }

  /** The request's session, started (and its cookie set) when there is none. */
  ensureSession(): Session {
    if (!this.session) {
      this.session = this.controller.run.sessions.create(this.route);
      this.sendSessionCookie(this.session);
    }
    return this.session;
  }

  sendSessionCookie(session: Session): void {
    this.setCookie(`${this.controller.run.cookieName}=${session.id}; Path=${this.cookiePath}; HttpOnly`);
  }

  /** Deletes a cookie. */
  deleteCookie(name: string, { path = true, httpOnly = false } = {}): void {
    const [start, end] = this.controller.features.jetty12
      ? ["Thu, 01 Jan 1970 00:00:00 GMT", ""]
      : ["Thu, 01-Jan-1970 00:00:00 GMT", "; Max-Age=0"];
    const where = path ? ` Path=${this.cookiePath};` : "";
    this.setCookie(`${name}=;${where} Expires=${start}${end}${httpOnly ? "; HttpOnly" : ""}`);
  }

  /** Sets a cookie, with the SameSite of the versions that have it. */
  setCookie(cookie: string): void {
    this.reply.header("Set-Cookie", `${cookie}${this.controller.features.jetty12 ? "; SameSite=Lax" : ""}`);
  }

  get cookiePath(): string {
    return this.controller.contextPath || "/";
  }
}

declare module "fastify" {
  interface FastifyRequest {
    /** Set before anything else happens to a request. */
    exchange: Exchange;
  }
}
