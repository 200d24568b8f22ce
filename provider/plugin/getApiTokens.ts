import { type InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { describeUnknownInput } from "../connection/didYouMean.ts";
import type { Problem, Properties, Tokens } from "../token/index.ts";
import { toCheckFailure } from "./checkResponse.ts";
import { withoutNulls } from "./inputs.ts";
import { toUnimplemented } from "./status.ts";
import { fromStruct, toPlain, toStruct } from "./wire.ts";

const functionToken = "jenkins:index:getApiTokens";
const inputNames = ["username", "controller", "connection"];

/** Runs a function of the provider; there is one, which lists the tokens of a user, and never their values. */
export async function invoke(tokens: Tokens, request: InvokeRequest): Promise<InvokeResponse> {
  if (request.getTok() !== functionToken) {
    throw toUnimplemented(
      `The provider jenkins has no function ${request.getTok()}; there is ${functionToken}.`,
    );
  }
  const query = withoutNulls(toPlain(fromStruct(request.getArgs())));
  const response = new InvokeResponse();
  const problems = findProblems(query);
  if (problems.length > 0) response.setFailuresList(problems.map(toCheckFailure));
  else response.setReturn(toStruct(await getApiTokens(tokens, query)));
  return response;
}

function findProblems(query: Properties): Problem[] {
  const texts = ["username", "controller"].filter((path) => query[path] !== undefined);
  return [
    ...Object.keys(query)
      .filter((path) => !inputNames.includes(path))
      .map((path) => ({ path, reason: describeUnknownInput(path, inputNames) })),
    ...texts
      .filter((path) => typeof query[path] !== "string" || query[path] === "")
      .map((path) => ({ path, reason: "must be a string that is not empty" })),
  ];
}

async function getApiTokens(tokens: Tokens, query: Properties): Promise<Properties> {
  const listing = await tokens.list(query);
  return {
    username: listing.username,
    url: listing.url,
    tokens: listing.tokens.map(
      ({ tokenUuid, tokenName, createdAt, expiresOn, isExpired, isLegacy, isUsed, ...uses }) => ({
        tokenUuid,
        tokenName,
        createdAt: toTime(createdAt),
        expiresOn,
        isExpired,
        isLegacy,
        useCount: isUsed === false ? 0 : uses.useCount,
        lastUsedAt: toTime(uses.lastUsedAt),
      }),
    ),
  };
}

/** By the clock of the controller, whose time zone the list does not show. */
function toTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString().slice(0, 19);
}
