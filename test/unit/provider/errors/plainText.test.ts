import { describe, expect, it } from "vitest";
import { toPlainLine } from "../../../../provider/errors/plainText.ts";

const value = `11${"0f".repeat(16)}`;

describe("a text from outside, as it may be shown", () => {
  it.each<[what: string, given: string, shown: string]>([
    ["words of any language", " Zugriff verweigert – 拒否されました ", "Zugriff verweigert – 拒否されました"],
    ["ANSI colours", "a\u001b[31;1mred\u001b[0m", "a red"],
    ["ANSI that clears the screen", "a\u001b[2J\u001b[Hb", "a b"],
    ["ANSI in its 8-bit form", "a\u009b31mb", "a b"],
    ["a cursor that is hidden, without end", "a\u001b[?25", "a"],
    ["the title of a window", "a\u001b]0;owned\u0007b", "a b"],
    ["the title of a window, with its other end", "a\u001b]2;owned\u001b\\b", "a b"],
    ["the clipboard (OSC 52)", "a\u001b]52;c;cm0gLXJmIH4=\u0007b", "a b"],
    ["the clipboard, without end", "a\u001b]52;c;cm0gLXJmIH4=", "a"],
    ["a link (OSC 8)", "\u001b]8;;https://evil.example\u001b\\ok\u001b]8;;\u001b\\", "ok"],
    ["a string of the device (DCS)", "a\u001bPq#0\u001b\\b", "a b"],
    ["a reset", "a\u001bcb", "a b"],
    ["the other set of characters", "a\u001b(0b", "a b"],
    ["other controls", "a\u0000b\bc\u007fd", "a b c d"],
    ["marks that turn text around", "a\u202eb\u2066c\u200fd", "abcd"],
    ["invisible marks", "a\u200b\u2060\ufeff\u00ad\u{e0041}b", "ab"],
    ["marks between spaces", "a \u202e b", "a b"],
    ["halves of a pair, and what is no character", "a\ud800b\uffff", "ab"],
    ["line breaks", "a\r\n b\n\nc\rd", "a b c d"],
    ["other line breaks", "a\u2028b\u2029c\u0085d\u000be\u000cf", "a b c d e f"],
    ["a command of GitHub at the start", "::add-mask::a", ": :add-mask::a"],
    ["a command of GitHub in a second line", "a\n::add-mask::b", "a ::add-mask::b"],
    ["a command of GitHub after a mark", "\u200b::set-output name=a::b", ": :set-output name=a::b"],
    ["a command of Azure Pipelines", "a ##vso[task.setvariable]b", "a # #vso[task.setvariable]b"],
    ["a command of Azure Pipelines in two", "#\u200b#vso[task]b", "# #vso[task]b"],
    ["a group of Azure Pipelines", "##[group]a", "# #[group]a"],
    ["a command of TeamCity", "##teamcity[buildStop]", "# #teamcity[buildStop]"],
    ["markup of Pulumi", "<{%fg 1%}>a<{%reset%}>", "< {%fg 1%}>a< {%reset%}>"],
    ["a token's value", `it is ${value}!`, "it is [secret]!"],
    ["a token's value in two", `${value.slice(0, 9)}\u200b${value.slice(9).toUpperCase()}`, "[secret]"],
    ["nothing", "\u001b[2J\n", ""],
  ])("holds %s", (_, given, shown) => {
    expect(toPlainLine(given)).toBe(shown);
  });

  it("is no longer than it may be", () => {
    expect(toPlainLine("x".repeat(300))).toBe("x".repeat(300));
    expect(toPlainLine("x".repeat(301))).toBe(`${"x".repeat(299)}…`);
    expect(toPlainLine("x".repeat(20), 10)).toBe(`${"x".repeat(9)}…`);
    expect(toPlainLine(`${"x".repeat(5)}${value}`, 20)).toBe(`${"x".repeat(5)}[secret]`);
  });

  it("is the same when it is cleaned again", () => {
    for (const text of ["::add-mask::a", "##vso[a]", "<{%a%}>", "a\n\u202eb", "::: :a"])
      expect(toPlainLine(toPlainLine(text))).toBe(toPlainLine(text));
  });
});
