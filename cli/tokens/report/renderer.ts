import type { ConnectionOrigin } from "../../connection/foundConnection.ts";
import type { Clean } from "../../report/clean.ts";
import type { DescribedToken } from "../model/ownedToken.ts";
import type { Problem } from "../problem.ts";
import type { Summary } from "./summary.ts";

/** One owner, and the tokens to show. */
export interface DescribedOwner {
  readonly owner: string;
  readonly tokens: readonly DescribedToken[];
}

/** What a list begins with. */
export interface ListHeader {
  readonly url: string;
  readonly login: string;
  readonly from: ConnectionOrigin;
  /** The stacks that were read; undefined where none was to be. */
  readonly stacks: readonly string[] | undefined;
}

/** Turns a list into text while it is read: page after page, so that none of it has to be kept. */
export interface ListRenderer {
  begin(header: ListHeader): string;
  page(owners: readonly DescribedOwner[]): string;
  end(summary: Summary, problems: readonly Problem[]): string;
}

/** What renderers need to know of their surroundings. */
export interface RendererOptions {
  readonly clean: Clean;
  readonly now: Date;
  /** Whether every stack that was to be read was. */
  readonly areAllStacksRead: boolean;
}
