const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** A language tag such as "de" or "pt-BR" in its canonical spelling ("pt_br", "deu"), or undefined for what names no language. */
export function languageTag(text: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'));
    return names.of(tag) === undefined ? undefined : tag;
  } catch {
    return undefined;
  }
}
