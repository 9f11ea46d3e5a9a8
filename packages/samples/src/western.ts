/**
 * Whether a text that was decoded as Windows-1252 reads like a Western European language. The bytes of other code pages give text as well, but
 * with symbols inside words (Polish, Mac, DOS), words without one ASCII letter (Cyrillic, Greek, East Asian), or letters that no one language has together.
 */
export function isWestern(text: string): boolean {
  const marked = text.match(/[\p{L}\u00a1-\u00bf]*[^\p{ASCII}\s][\p{L}\u00a1-\u00bf]*/gu) ?? [];
  const letters = text.toLowerCase().match(/(?!\p{ASCII})\p{L}/gu) ?? [];
  const share = (set: string) => letters.filter((letter) => set.includes(letter)).length / Math.max(1, letters.length);
  if (marked.filter(isStrange).length > rare * marked.length) return false;
  if (share('ðþý') > rare && !(share(icelandic) > 1 - rare && share('áíúæ') > 0)) return false; // Turkish, Czech, Baltic
  if (share('šž') > rare && share('èæìøùð') > rare) return false; // Slovene, Croatian
  const numTilded = text.match(/õ(?!e)/giu)?.length ?? 0; // Portuguese has õe alone
  return !(numTilded > rare * letters.length && share('áéíóú') > rare); // Hungarian
}

/** The share that a few foreign names may have. */
const rare = 0.05;
const icelandic = 'áðéíóúýþæöø';

const strangeWords: readonly RegExp[] = [
  /\p{L}[^\p{L}\p{ASCII}\s’‘´·\u00ad–—…«»“]\p{Ll}/u, // a symbol inside a word
  /\p{Ll}[^\P{Lu}\p{ASCII}]/u, // a capital after a small letter
  /^[^\p{ASCII}\s«»“”„‘’‹›¡¿–—…°€©®]{2,}$/u, // no ASCII letter
];

const isStrange = (word: string) => strangeWords.some((strange) => strange.test(word));
