/** Control characters, marks of direction, and what can't be sent or stored: with them a name looks like something else. */
const unsafe =
  /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** A name that Jenkins lists, without what could control a terminal or mislead a reader. */
export function toUsableName(name: string): string {
  return name.replace(unsafe, "");
}
