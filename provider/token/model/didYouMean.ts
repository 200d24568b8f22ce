/** What to say of an input that doesn't exist: which one was probably meant, or which there are. */
export function describeUnknownInput(name: string, existing: readonly string[]): string {
  const meant = existing.find((candidate) => distance(candidate.toLowerCase(), name.toLowerCase()) <= 2);
  return meant ? `no such input; did you mean ${meant}?` : `no such input; there are ${existing.join(", ")}`;
}

/** How many letters must be changed, added or left out to get from one word to the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const above = row;
    row = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const [left = 0, up = 0, corner = 0] = [row[column], above[column + 1], above[column]];
      row.push(Math.min(left + 1, up + 1, corner + (letter === other ? 0 : 1)));
    }
  }
  return row.at(-1) ?? 0;
}
