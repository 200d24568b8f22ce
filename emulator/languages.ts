/** The first language that a client accepts, as far as dates can be formatted in it. Default: `en-US`. */
export function languageOf(acceptLanguage: string | undefined): string {
  const languages = (acceptLanguage ?? "").split(",").map((part) => {
    const [tag = "", quality] = part.split(/;\s*q=/);
    return { tag: tag.trim(), quality: Number(quality ?? 1) };
  });
  const [best] = languages.toSorted((one, other) => other.quality - one.quality);
  return best && isKnown(best.tag) ? best.tag : "en-US";
}

/** A day, `YYYY-MM-DD`, in the short format of a language: `12/26/26`, `2026-12-26` in `en-CA`. */
export function toShortDate(day: string, language: string): string {
  return formatOf(language, { dateStyle: "short" }).format(new Date(day));
}

/** A moment in the medium format of a language: `Nov 22, 2026, 11:14:36 AM`. Newer Java has U+202F before AM. */
export function toMediumTime(moment: Date, language: string, hasNarrowSpace: boolean): string {
  const text = formatOf(language, { dateStyle: "medium", timeStyle: "medium" }).format(moment);
  return hasNarrowSpace ? text.replace(/ (?=[ap]\.?m)/i, "\u202f") : text;
}

/** Formats are kept: to make one takes far longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${style.dateStyle}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" });
  formats.set(key, format);
  return format;
}

function isKnown(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
