/** What to say of a name that doesn't exist: which one was probably meant, or which there are. */
export function describeUnknownInput(name: string, existing: readonly string[]): string {
  const meant = findMeant(name, existing);
  return meant ? `no such input; did you mean ${meant}?` : `no such input; there are ${existing.join(", ")}`;
}

/** The name that was probably meant; undefined where none is near. */
export function findMeant(name: string, existing: readonly string[]): string | undefined {
  return existing.find(
    // Of texts that differ more in length the distance is known, and it takes long where one of them is.
    (candidate) =>
      Math.abs(candidate.length - name.length) <= 2 &&
      distance(candidate.toLowerCase(), name.toLowerCase()) <= 2,
  );
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
