import { languageTag } from '@mmae/subtitles';

/** Words at the end of the names of subtitle files that are not languages. */
const remarks = /^(forced|sdh|cc|hi|full|default|subs?|subtitles?|captions?|untertitel|ut|\d)$/i;

/** "news.de-CH.forced" as its last word and what is before it. */
const lastWord = /^(.+)[._ -]([a-z\d]+(?:-[a-z]{2})?)$/i;

/** The stems that a name of subtitles may mean, without languages and remarks: "news.eng.sdh" gives "news.eng" and "news". */
export function withoutSubtitleSuffix(stem: string): string[] {
  const [, rest, word] = lastWord.exec(stem) ?? [];
  if (rest === undefined || !(remarks.test(word) || isLanguage(word))) return [];
  return [rest, ...withoutSubtitleSuffix(rest)];
}

/** The language that a name of subtitles has after the stem of its film: "de" for "news_de.forced"; undefined if it names none. */
export function subtitleLanguage(stem: string, filmStem: string): string | undefined {
  const words = stem.slice(filmStem.length).match(/[a-z]{2,3}(?:[-_][a-z]{2}(?![a-z]))?/gi) ?? [];
  const language = words.find((word) => !remarks.test(word) && isLanguage(word)) ?? words.find((word) => isLanguage(word)); // "hi" alone is Hindi
  return language && languageTag(language);
}

const isLanguage = (word: string): boolean => /^[a-z]{2,3}([-_][a-z]{2})?$/i.test(word) && languageTag(word) !== undefined;
