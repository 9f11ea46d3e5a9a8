const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** The canonical form of a language tag (`pt_br` → `pt-BR`, `deu` → `de`); undefined if the text names no language. */
export function languageTag(text: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'));
    return languageNames.of(tag) === undefined ? undefined : tag;
  } catch {
    return undefined;
  }
}

/** The language in a file's name: `de` of `film.de.srt` and of `film.de.sdh.srt`. Only languages with two letters: `.sub` and `.sdh` are none. */
export function languageOfName(name: string): string | undefined {
  const [, ...parts] = name.split('.').slice(0, -1);
  return parts.map(languageTag).findLast((tag) => tag !== undefined && /^[a-z]{2}\b/.test(tag) && !/^(mis|mul|und|zxx)/.test(tag));
}
