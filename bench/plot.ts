/** A line of a plot. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const [width, height, left, right, top, bottom] = [760, 420, 70, 230, 40, 50];
const colours = ["#0072b2", "#d55e00", "#777777", "#cc79a7", "#009e73"];

/** An SVG of lines on logarithmic axes. */
export function toSvg(title: string, unit: string, lines: readonly Line[]): string {
  const [xs, ys] = [0, 1].map((axis) =>
    lines.flatMap(({ points }) => points.map((point) => point[axis] ?? 0)),
  );
  const toX = scale(xs ?? [], left, width - right);
  const toY = scale(decades(ys ?? []), height - bottom, top);
  const grid = decades(ys ?? []).map(
    (y) =>
      `<line x1="${left}" x2="${width - right}" y1="${toY(y)}" y2="${toY(y)}" stroke="#ddd"/>` +
      text(left - 8, toY(y) + 4, String(y), "end"),
  );
  const marks = [...new Set(xs)].map((x) => text(toX(x), height - bottom + 20, String(x), "middle"));
  const drawn = lines.map(({ points }, index) => {
    const places = points.map(([x, y]) => `${toX(x)},${toY(y)}`);
    const dots = places.map((place) => `<circle cx="${place.replace(",", '" cy="')}" r="3"/>`).join("");
    const colour = colours[index % colours.length];
    return `<g stroke="${colour}" fill="${colour}"><polyline fill="none" stroke-width="2" points="${places.join(" ")}"/>${dots}</g>`;
  });
  const legend = lines.map(({ name }, index) => {
    const y = top + 10 + 22 * index;
    const x = width - right + 20;
    const dot = `<circle cx="${x}" cy="${y - 4}" r="5" fill="${colours[index % colours.length]}"/>`;
    return dot + text(x + 12, y, name, "start");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text(left, 22, `${title} (${unit})`, "start"),
    text((left + width - right) / 2, height - 10, "resources", "middle"),
    ...[...grid, ...marks, ...drawn, ...legend],
    "</svg>\n",
  ].join("\n");
}

function text(x: number, y: number, content: string, anchor: "start" | "middle" | "end"): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`;
}

/** The powers of ten around the values. */
function decades(values: readonly number[]): number[] {
  const [low, high] = [
    Math.floor(Math.log10(Math.min(...values))),
    Math.ceil(Math.log10(Math.max(...values))),
  ];
  return Array.from({ length: Math.max(high, low + 1) - low + 1 }, (_, index) => 10 ** (low + index));
}

function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const span = high - low || 1;
  return (value) => Math.round(from + ((Math.log10(value) - low) / span) * (to - from));
}
