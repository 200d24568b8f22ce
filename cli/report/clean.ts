/** Makes a text from outside safe to print: no secrets, and one line without control characters. */
export type Clean = (text: string) => string;
