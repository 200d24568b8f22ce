import { JenkinsError } from "../../errors/catalogue.ts";

/** Who has which token, as far as one provider process comes across resources: a token is adopted by one of them only. */
export interface Adoptions {
  /** A resource has the token, and keeps it or is being replaced. */
  note(tokenUuid: string, resource: { readonly isReplaced: boolean; readonly tokenName: string }): void;
  /** The name of a token whose resource is being replaced; undefined for any other. */
  replaced(tokenUuid: string): { readonly tokenName: string } | undefined;
  /** A resource adopts the token, at this time. @throws JenkinsError `adoptTaken` when another one has it */
  begin(tokenUuid: string, createdAt: string): void;
  /** The adoption failed. */
  giveUp(tokenUuid: string): void;
  /** Whether another resource than the one of that time has adopted the token in this process. */
  isHandedOn(tokenUuid: string, createdAt: string): boolean;
}

type Resource =
  | { readonly status: "kept" | "replaced"; readonly tokenName: string }
  | { readonly status: "new"; readonly createdAt: string };

/** Adoptions for one provider process, which has come across no resource so far. */
export function createAdoptions(): Adoptions {
  const resources = new Map<string, Resource>();
  return {
    note(tokenUuid, { isReplaced, tokenName }) {
      resources.set(tokenUuid, { status: isReplaced ? "replaced" : "kept", tokenName });
    },
    replaced(tokenUuid) {
      const resource = resources.get(tokenUuid);
      return resource?.status === "replaced" ? { tokenName: resource.tokenName } : undefined;
    },
    begin(tokenUuid, createdAt) {
      if (resources.has(tokenUuid)) throw new JenkinsError("adoptTaken", { tokenUuid });
      resources.set(tokenUuid, { status: "new", createdAt });
    },
    giveUp: (tokenUuid) => void resources.delete(tokenUuid),
    isHandedOn(tokenUuid, createdAt) {
      const resource = resources.get(tokenUuid);
      return resource?.status === "new" && resource.createdAt !== createdAt;
    },
  };
}
