import { compilationError, GroovyError } from "./stackTraces.ts";

/**
 * What the console prints for a script that isn't one of the marked ones. Understands a handful of statements, enough for
 * its shapes to be seen: `print`, `println`, `return` of a literal and `throw new RuntimeException('…')`.
 */
export function runFewStatements(script: string): string {
  const statements = script.split(";").map((statement) => statement.trim());
  if (count(script, "(") !== count(script, ")")) return compilationError(script).toTrace();
  let output = "";
  for (const statement of statements.filter(Boolean)) {
    const [, verb, argument = ""] = statement.match(/^(print|println|return|throw)\b\s*(.*)$/s) ?? [];
    if (verb === "print") output += toText(argument);
    else if (verb === "println") output += `${toText(argument)}\n`;
    else if (verb === "return") return `${output}Result: ${toText(argument)}\n`;
    else return output + toError(statement).toTrace();
  }
  return output;
}

function toText(literal: string): string {
  return literal.match(/^'(.*)'$/s)?.[1] ?? literal;
}

function toError(statement: string): GroovyError {
  const message = statement.match(/^throw new RuntimeException\('(.*)'\)$/s)?.[1];
  if (message !== undefined) return new GroovyError("java.lang.RuntimeException", message);
  const name = statement.match(/^\w+/)?.[0] ?? statement;
  return new GroovyError(
    "groovy.lang.MissingPropertyException",
    `No such property: ${name} for class: Script1`,
  );
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
