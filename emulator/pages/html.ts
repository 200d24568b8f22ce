/** Text as it stands in HTML and in attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const mediumDate = new Intl.DateTimeFormat("en-US", {
  dateStyle: "medium",
  timeStyle: "medium",
  timeZone: "UTC",
});

/** A moment as tooltips show it, `Nov 22, 2026, 11:14:36 AM`. */
export function toMediumDate(moment: Date): string {
  return mediumDate.format(moment);
}
