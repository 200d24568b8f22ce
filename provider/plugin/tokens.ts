/** Private copy of the face of the core, until it lands. */
export type Properties = Readonly<Record<string, unknown>>;
export interface Problem {
  readonly path: string;
  readonly reason: string;
}
export interface Change {
  readonly path: string;
  readonly kind: "add" | "update" | "delete";
  readonly replaces: boolean;
  readonly reason?: string;
}
export interface Updated {
  readonly outputs: Properties;
  readonly unfinished: readonly Error[];
}
export interface Created extends Updated {
  readonly id: string;
}
export interface Tokens {
  check(
    resource: string,
    olds: Properties | undefined,
    news: Properties,
  ): Promise<{ readonly inputs: Properties } | { readonly problems: readonly Problem[] }>;
  diff(resource: string, state: Properties, news: Properties): Promise<readonly Change[]>;
  create(resource: string, inputs: Properties): Promise<Created>;
  read(
    resource: string,
    id: string,
    state: Properties,
  ): Promise<{ readonly outputs: Properties } | "missing">;
  update(resource: string, id: string, state: Properties, news: Properties): Promise<Updated>;
  delete(resource: string, state: Properties): Promise<void>;
}
