/** Keeps what a `tree` parameter such as `jobs[name],url` names; `_class` stays everywhere. */
export function filterTree(value: unknown, tree: string | undefined): unknown {
  return tree === undefined ? value : keep(value, parse(tree));
}

type Tree = Map<string, Tree>;

function parse(text: string): Tree {
  const root: Tree = new Map();
  const open: Tree[] = [root];
  let last: Tree = root;
  for (const [part] of text.matchAll(/[^,[\]]+|[[\]]/g)) {
    if (part === "[") open.push(last);
    else if (part === "]") open.pop();
    else {
      last = new Map();
      open.at(-1)?.set(part.trim(), last);
    }
  }
  return root;
}

function keep(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((element) => keep(element, tree));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name === "_class" || tree.has(name) || tree.has("*"));
  return Object.fromEntries(kept.map(([name, member]) => [name, keep(member, tree.get(name) ?? new Map())]));
}
