import { describe, expect, it } from "vitest";
import { recognize } from "../../../emulator/scripts/marker.ts";
import { marker, type ScriptOperation, toScript } from "../../../provider/jenkins/scripts.ts";

// What the scripts do on a real Groovy is tested in test/groovy/, which takes Java. Here is what needs none.

/** Every operation: one that is missing here fails to compile. */
const operations = Object.keys({
  generate: true,
  list: true,
  listAll: true,
  rename: true,
  revoke: true,
  identify: true,
  examine: true,
} satisfies Record<ScriptOperation, true>) as ScriptOperation[];

const hostile = {
  username: `o'brien"); System.exit(1); //`,
  tokenName: `'''\\u0027 */ \${System.exit(1)}\n雪`,
  fixedValue: "11'.execute()",
};

describe.each(operations)("the script to %s", (operation) => {
  const script = toScript(operation, hostile);

  it("is the same program whatever its values are: they travel as data", () => {
    const other = toScript(operation, { username: "alice" });
    expect(withoutData(script)).toBe(withoutData(other));
    for (const value of Object.values(hostile)) expect(script).not.toContain(value);
  });

  it("is known to the embedded Jenkins, with all its values", () => {
    expect(recognize(script)).toEqual({ name: operation, given: hostile });
  });

  it("has nothing that interpolates, and closes what it opens", () => {
    expect(withoutData(script)).not.toMatch(/["`$]/);
    expect(unclosed(withoutData(script))).toEqual([]);
  });

  it("prints its result on a line of its own, and nothing else counts as one", () => {
    expect(script.match(/print/g)).toHaveLength(1);
    expect(script).toContain(`println('\\n${marker}:' + groovy.json.JsonOutput.toJson(result))`);
    expect(script).toMatch(/answer\(ok: true/);
  });

  it("creates no user by looking for one", () => {
    const lookups = script.match(/User\.\w+\([^)]*\)/g) ?? [];
    const ofAll: Partial<Record<ScriptOperation, string[]>> = { identify: [], listAll: ["User.getAll()"] };
    expect(lookups).toEqual(ofAll[operation] ?? ["User.getById(given.username, false)"]);
  });
});

function withoutData(script: string): string {
  return script.replace(/'[A-Za-z0-9+/=]*'\.decodeBase64\(\)/, "''.decodeBase64()");
}

/** The brackets that a program leaves open, or closes without having opened them; texts and comments don't count. */
function unclosed(program: string): string[] {
  const pairs: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
  const open: string[] = [];
  for (const bracket of program.replace(/\/\/.*$|'(\\.|[^'\\\n])*'/gm, "").match(/[()[\]{}'"]/g) ?? []) {
    if (pairs[bracket] !== undefined && open.at(-1) === pairs[bracket]) open.pop();
    else open.push(bracket);
  }
  return open;
}
