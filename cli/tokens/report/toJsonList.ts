import type { DescribedToken } from "../model/ownedToken.ts";
import type { Problem } from "../problem.ts";
import type { ListRenderer, RendererOptions } from "./renderer.ts";
import { toDayOrUndefined } from "./words.ts";

/** The list as one JSON document. Its keys stay; more may come. */
export function toJsonList({ clean }: RendererOptions): ListRenderer {
  let isFirst = true;
  return {
    begin({ url, login, stacks }) {
      const head = { url, login: clean(login), stacks: stacks?.map(clean) ?? null };
      return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "tokens": [`;
    },
    page(owners) {
      return owners
        .flatMap(({ tokens }) => tokens)
        .map((token) => {
          const separator = isFirst ? "" : ",";
          isFirst = false;
          return `${separator}\n    ${JSON.stringify(toDocument(token, clean))}`;
        })
        .join("");
    },
    end(summary, problems) {
      const tail = { problems: problems.map((problem) => toProblemDocument(problem, clean)), summary };
      return `${isFirst ? "" : "\n  "}],${JSON.stringify(tail, null, 2).slice(1)}\n`;
    },
  };
}

function toDocument(token: DescribedToken, clean: RendererOptions["clean"]) {
  const { owner, tokenName, tokenUuid, useCount, expiresOn, isExpired, isLegacy, heldBy, flags } = token;
  return {
    owner: clean(owner),
    name: clean(tokenName),
    uuid: tokenUuid,
    createdOn: toDayOrUndefined(token.createdAt) ?? null,
    lastUsedOn: toDayOrUndefined(token.lastUsedAt) ?? null,
    uses: useCount ?? null,
    expiresOn: expiresOn ?? null,
    isExpired,
    isLegacy,
    heldBy:
      heldBy?.map(({ stack, resource, urn, as }) => ({
        stack: clean(stack),
        resource: clean(resource),
        urn: clean(urn),
        as,
      })) ?? null,
    flags,
  };
}

/** A problem, for scripts. */
export function toProblemDocument(
  { subject, reason, hint, code }: Problem,
  clean: RendererOptions["clean"],
): Readonly<Record<"subject" | "reason" | "hint" | "code", string | null>> {
  return {
    subject: subject === null ? null : clean(subject),
    reason: clean(reason),
    hint: hint === undefined ? null : clean(hint),
    code: code ?? null,
  };
}
