const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u;
const without = /[\p{M}\p{Cf}]/u;

/** How many columns a text takes on a terminal. */
export function textWidth(text: string): number {
  return [...text].reduce((width, character) => width + widthOf(character), 0);
}

/** The text in exactly so many columns: filled up, or cut off with `…`. */
export function toWidth(text: string, width: number): string {
  const excess = textWidth(text) > width;
  let fitted = "";
  for (const character of excess ? text : "") {
    if (textWidth(fitted + character) > width - 1) break;
    fitted += character;
  }
  const shown = excess ? `${fitted}…` : text;
  return shown + " ".repeat(Math.max(width - textWidth(shown), 0));
}

function widthOf(character: string): number {
  if (without.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
