/** What people call our columns, in English, German, French and Spanish. */
const synonyms: ReadonlyMap<string, readonly string[]> = new Map([
  ['id', ['identifier', 'signatur', 'signature', 'shelfmark', 'key', 'uid', 'uuid', 'nr', 'nummer', 'number', 'kennung', 'cote', 'signatura', 'sample', 'name', 'filename', 'dateiname', 'file', 'datei']],
  ['split', ['set', 'subset', 'partition', 'fold', 'teil']],
  ['label', ['class', 'category', 'kategorie', 'klasse', 'genre', 'tag', 'categorie', 'catégorie', 'categoria', 'categoría', 'rubrik', 'sachgruppe', 'y', 'target']],
  ['group', ['series', 'serie', 'série', 'gruppe', 'collection', 'sammlung', 'sendung', 'programme', 'program']],
  ['language', ['lang', 'sprache', 'langue', 'idioma', 'lingua']],
  ['image', ['img', 'picture', 'photo', 'bild', 'foto', 'imagen', 'thumbnail', 'still', 'bilddatei']],
  ['audio', ['sound', 'ton', 'son', 'sonido', 'clip', 'recording', 'audiodatei', 'tondatei', 'wav', 'mp3']],
  ['text', ['caption', 'description', 'transcript', 'title', 'beschreibung', 'titel', 'texte', 'texto', 'inhalt', 'abstract', 'summary', 'subtitles', 'untertitel']],
]); // prettier-ignore

/** The name that was likely meant as a column of ours: a synonym, or the name with one typing error. */
export function likelyMeant(own: string, names: readonly string[], fold: (name: string) => string): string | undefined {
  const words = synonyms.get(own) ?? [];
  return names.find((name) => words.includes(fold(name)) || (own.length > 3 && isOneSlipAway(fold(name), own)));
}

/** Whether two words differ by one letter added, removed or replaced, or by two neighbours exchanged. */
export function isOneSlipAway(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const i = Array.from(long).findIndex((letter, place) => letter !== short[place]);
  if (i < 0) return false;
  if (long.length > short.length) return long.slice(i + 1) === short.slice(i);
  const isOther = long.slice(i + 1) === short.slice(i + 1);
  return isOther || (long[i] === short[i + 1] && long[i + 1] === short[i] && long.slice(i + 2) === short.slice(i + 2));
}
