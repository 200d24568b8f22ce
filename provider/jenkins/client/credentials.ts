/** What somebody logs in to Jenkins with, by HTTP Basic. */
export type Credentials = { readonly username: string } & (
  | { readonly apiToken: string }
  | { readonly password: string }
);

/** The secret part of credentials. */
export function secretOf(credentials: Credentials): string {
  return "apiToken" in credentials ? credentials.apiToken : credentials.password;
}

/** Whether somebody logs in with the one legacy token of a user: 32 hex digits, without the version that others start with. */
export function isLegacyLogin(credentials: Credentials): boolean {
  return "apiToken" in credentials && /^[0-9a-f]{32}$/.test(credentials.apiToken);
}

/** Jenkins' user IDs are case-insensitive, except in a few realms: `isSameUserAt` checks with Jenkins. */
export function isSameUser(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
