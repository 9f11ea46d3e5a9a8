/**
 * Whether a text that was decoded as Windows-1252 reads like a Western European language. The bytes of other code pages give text as well, but
 * signs within words (Polish, Mac, DOS), words without one plain letter (Cyrillic, Greek, East Asian), or letters that no one language has.
 */
export function isWestern(text: string): boolean {
  const marked = text.match(/[\p{L}\u00a1-\u00bf]*[^\p{ASCII}\s][\p{L}\u00a1-\u00bf]*/gu) ?? [];
  const letters = [...text.toLowerCase()].filter((character) => /[^\p{ASCII}]/u.test(character) && /\p{L}/u.test(character));
  const share = (set: string, of = letters) => of.filter((letter) => set.includes(letter)).length / Math.max(1, of.length);
  if (marked.filter(isStrange).length > rare * marked.length) return false;
  if (share('ðþý') > rare && !(share(icelandic) > 1 - rare && share('áíúæ') > 0)) return false; // Turkish, Czech, Baltic
  if (share('šž') > rare && share('èæìøùð') > rare) return false; // Slovene, Croatian
  const openO = text.toLowerCase().match(/õ./gu) ?? [];
  return !(openO.filter((pair) => pair !== 'õe').length > rare * letters.length && share('áéíóú') > rare); // Hungarian
}

/** What a few foreign names may come to. */
const rare = 0.05;
const icelandic = 'áðéíóúýþæöø';

const strangeWords: readonly RegExp[] = [
  /\p{L}[^\p{L}\p{ASCII}\s’‘´·\u00ad–—…«»“]\p{Ll}/u, // a sign within a word
  /\p{Ll}[^\P{Lu}\p{ASCII}]/u, // a capital after a small letter
  /^[^\p{ASCII}\s«»“”„‘’‹›¡¿–—…°€©®]{2,}$/u, // not one plain letter
];

const isStrange = (word: string) => strangeWords.some((strange) => strange.test(word));
