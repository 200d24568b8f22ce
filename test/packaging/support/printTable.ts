/** Prints a table on the terminal, around what the test runner prints. */
export function printTable(titles: readonly string[], lines: readonly (readonly string[])[]): void {
  const all = [titles, ...lines];
  const widths = titles.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const printed = all.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  process.stdout.write(`\n${printed.join("\n")}\n\n`);
}
