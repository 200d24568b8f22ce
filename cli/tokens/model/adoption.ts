import type { OwnedToken } from "./ownedToken.ts";

/** A token to be adopted, with the names that its program text has. */
export interface Adoption {
  readonly owner: string;
  readonly tokenUuid: string;
  /** Of the resource. */
  readonly name: string;
  /** Of the variable in the program. */
  readonly variable: string;
  /** Of the secret in the configuration. */
  readonly configKey: string;
  /** What `pulumi import` takes. */
  readonly importId: string;
}

/** Names resources for tokens: after the token, without what the provider or people add to distinguish names. */
export function toAdoptions(tokens: readonly OwnedToken[], controller: string | undefined): Adoption[] {
  const names = new Set<string>();
  const variables = new Set(reserved);
  return tokens.map(({ owner, tokenUuid, tokenName }) => {
    const name = toUnique(toResourceName(tokenName), names, "-");
    const variable = toUnique(toVariable(name), variables, "");
    return {
      ...{ owner, name, variable, tokenUuid: tokenUuid.toLowerCase() },
      configKey: `${variable}Token`,
      importId: `${controller === undefined ? "" : `${controller}:`}${owner}/${tokenUuid.toLowerCase()}`,
    };
  });
}

/** What the program has in scope already, and what JavaScript takes for something else. */
const reserved = [
  ...[
    "pulumi",
    "config",
    "JenkinsApiToken",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
  ],
  ...[
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
  ],
  ...[
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
  ],
  ...["static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with"],
  ...[
    "yield",
    "await",
    "interface",
    "implements",
    "arguments",
    "eval",
    "undefined",
    "exports",
    "module",
    "require",
  ],
];

function toResourceName(tokenName: string): string {
  const name = tokenName
    .replace(/-[0-9a-f]{7}$/, "")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  return name === "" ? "token" : name.toLowerCase();
}

function toVariable(name: string): string {
  const words = name.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const joined = words.join("");
  const variable = joined.charAt(0).toLowerCase() + joined.slice(1);
  return /^\d/.test(variable) ? `token${joined}` : variable;
}

function toUnique(name: string, taken: Set<string>, separator: string): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name}${separator}${count}`;
  taken.add(unique);
  return unique;
}
