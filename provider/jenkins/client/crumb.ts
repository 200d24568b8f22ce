import { z } from "zod";
import type { HttpResponse } from "../../http/httpClient.ts";
import { type Exchange, parseJson, toJenkinsError } from "../responses/toJenkinsError.ts";

/** Protection against cross-site requests that Jenkins requires with every POST of a session. */
export interface Crumb {
  /** Name of the header that carries it. */
  readonly crumbRequestField: string;
  readonly crumb: string;
}

const crumbSchema = z.object({ crumbRequestField: z.string().min(1), crumb: z.string().min(1) });

/** The crumb in a crumb issuer's response. */
export function parseCrumb(response: HttpResponse, exchange: Exchange): Crumb {
  if (response.status !== 200) throw toJenkinsError(response, exchange);
  return parseJson(crumbSchema, response, () => toJenkinsError(response, exchange));
}
