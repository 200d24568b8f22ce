const columns = 110;

/** Breaks a line between words; what goes on is indented as the line is, and a little more where that is a line of its own. */
export function wrap(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const hanging = indent === "" ? "" : `${indent}  `;
  const rows: string[] = [];
  let row = indent;
  for (const word of line.trim().split(" ")) {
    const isFirst = row.trim() === "";
    if (!isFirst && row.length + 1 + word.length > columns) {
      rows.push(row);
      row = hanging + word;
    } else {
      row += isFirst ? word : ` ${word}`;
    }
  }
  return [...rows, row].join("\n");
}
