/** What a gateway sees of a request. */
export interface GatewayRequest {
  readonly path: string;
  header(name: string): string | undefined;
  cookie(name: string): string | undefined;
}

/** The response of a gateway, or of a fault, in place of Jenkins' own. */
export interface Replacement {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A proxy or gateway before Jenkins: returns the response to a request that it refuses, or undefined. */
export type Gateway = (request: GatewayRequest) => Replacement | undefined;

/** A value that a gateway wants; a function where it changes. */
export type Wanted = string | (() => string);
