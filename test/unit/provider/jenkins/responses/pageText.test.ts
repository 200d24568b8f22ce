import { describe, expect, it } from "vitest";
import { readPageText } from "../../../../../provider/jenkins/responses/pageText.ts";

const headingsOf = (html: string) => readPageText(html).headings;
const textOf = (html: string) => readPageText(html).text.replace(/\s+/g, " ").trim();

describe("the words of a page", () => {
  it("are its title, its headings, and what it calls an error", () => {
    const html =
      "<title>Jenkins</title><H1 id=x>Access <b>Denied</b></H1><div class='box error'>No <div>way</div>!</div><h2>Else</h2>" +
      "<p>text</p>";
    expect(headingsOf(html)).toEqual(["Jenkins", "Access Denied", "No way!", "Else"]);
  });

  it("are decoded", () => {
    expect(headingsOf("<h1>&lt;a&gt; &amp; &#x27;&#98;&#39; &uuml; &unknown; &#x110000;</h1>")).toEqual([
      "<a> & 'b' ü &unknown; &#x110000;",
    ]);
  });

  it("are none of a script, a style, a comment or a declaration", () => {
    const html =
      "<!doctype html><script>if (a < b) x()</script><style>p { }</style><!-- <p>no</p> --><p>a &amp; b</p>";
    expect(textOf(html)).toBe("a & b");
  });

  it("go to the end of the page where a heading isn't closed", () => {
    expect(headingsOf("<h1>Oops<p>more")).toEqual(["Oopsmore"]);
  });

  it.each([
    ["a comment", "a<!-- b"],
    ["a script", "a<script>b"],
    ["a tag", "a<p b"],
    ["a declaration", "a<!b"],
  ])("end where %s never does", (_, html) => {
    expect(textOf(html)).toBe("a");
  });

  // Each takes minutes, or the whole stack, where the time grows with the square of the length, or with the depth.
  it.each([
    ["nested elements", "<div>".repeat(200_000)],
    ["nested headings", "<h1>".repeat(200_000)],
    ["elements nested and closed", `${"<div>".repeat(100_000)}x${"</div>".repeat(100_000)}`],
    ["tags without end", "<a".repeat(500_000)],
    ["comments without end", "<!--".repeat(250_000)],
    ["scripts without end", "<script>".repeat(125_000)],
    ["declarations without end", "<!".repeat(500_000)],
    ["attributes without end", `<p ${'class="a '.repeat(110_000)}`],
    ["entities without end", "&#x".repeat(330_000)],
    ["errors", '<p class="error">'.repeat(60_000)],
  ])("are read in one pass, whatever there is of %s", (_, html) => {
    expect(readPageText(html).headings.length).toBeLessThan(2);
  });
});
