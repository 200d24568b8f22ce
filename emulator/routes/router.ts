import type { FastifyInstance } from "fastify";
import type { Exchange } from "../exchange.ts";
import { isAdministrator } from "../identity.ts";
import type { User } from "../model/users.ts";
import { sendAuthenticationRequired } from "../readPermission.ts";
import { sendAccessDenied, sendNotFound, sendPostRequired } from "../responses.ts";

/** Responds to one exchange. */
export type Handler = (exchange: Exchange) => void | Promise<void>;

/** Responds to one exchange below a user's path. */
export type UserHandler = (exchange: Exchange, owner: User) => void | Promise<void>;

/** Adds a path below the context path, for every method. */
export interface Router {
  /** For everybody. */
  open(path: string, handler: Handler): void;
  /** Whoever is signed in and has Overall/Read. */
  readable(path: string, handler: Handler): void;
  /** Below `/user/ID`, `/securityRealm/user/ID` and `/me`, for whoever is signed in. */
  ofUser(path: string, handler: UserHandler): void;
}

/** A router that adds to a Fastify instance whose prefix is the context path. */
export function createRouter(server: FastifyInstance): Router {
  const router: Router = {
    open(path, handler) {
      server.all(path, async ({ exchange }, reply) => {
        await handler(exchange);
        return reply;
      });
    },
    readable(path, handler) {
      router.open(path, (exchange) => {
        const { user } = exchange.identity;
        if (!user) return sendAuthenticationRequired(exchange);
        return user.mayRead ? handler(exchange) : sendAccessDenied(exchange, "Read");
      });
    },
    ofUser(path, handler) {
      router.readable(`/me${path}`, (exchange) => withOwner(exchange, exchange.identity.user, handler));
      for (const users of ["/user", "/securityRealm/user"]) {
        router.readable(`${users}/:id${path}`, (exchange) => {
          const { id } = exchange.request.params as { id: string };
          return withOwner(exchange, exchange.controller.users.findByIdOrFullName(id), handler);
        });
      }
    },
  };
  return router;
}

/** A handler that takes POST alone. */
export function postOnly(handler: UserHandler): UserHandler {
  return (exchange, owner) =>
    exchange.request.method === "POST" ? handler(exchange, owner) : sendPostRequired(exchange);
}

/** A handler for the user itself and for administrators. */
export function ownerOrAdministrator(handler: UserHandler): UserHandler {
  return (exchange, owner) =>
    exchange.identity.user === owner || isAdministrator(exchange.identity)
      ? handler(exchange, owner)
      : sendAccessDenied(exchange);
}

function withOwner(exchange: Exchange, owner: User | undefined, handler: UserHandler): void | Promise<void> {
  return owner ? handler(exchange, owner) : sendNotFound(exchange);
}
