/**
 * Characters that no name may hold: half of a surrogate pair and what Unicode reserves can't be sent or stored (Jenkins
 * keeps names in XML), and marks of direction make a name look like another one.
 */
const unusable = /[\p{Cs}\p{Noncharacter_Code_Point}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

/** Control characters; a user ID that exists may hold white space. */
const control = /\p{Cc}/u;

/** What is wrong with the name of a token; undefined where Jenkins keeps it as it is. */
export function findTokenNameProblem(name: string): string | undefined {
  if (name.trim() === "") return "must not be blank: Jenkins would choose a name itself";
  return unusable.test(name) || control.test(name)
    ? "must be one line, without control characters and others that Jenkins can't store"
    : undefined;
}

/** What is wrong with a user ID; undefined where it can be part of a path. */
export function findUserIdProblem(id: string): string | undefined {
  if (id === "." || id === "..") return "must not be a step in a path";
  return unusable.test(id) || control.test(id.replace(/[\t\n\r]/g, ""))
    ? "must not contain characters that Jenkins can't store"
    : undefined;
}

/** A name that Jenkins lists, without what no name may hold. */
export function toUsableName(name: string): string {
  return name.replace(new RegExp(`${unusable.source}|${control.source}`, "gu"), "");
}
