/** The inputs that messages show, unless the program has marked them as secret. */
export const shownNames = ["username", "tokenName"] as const;
