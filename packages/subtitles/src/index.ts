export { cuesBetween, toText, type Cue } from './cues.ts';
export { toFilmTime, type FilmTime } from './film-time.ts';
export { languageOfName, languageTag } from './language-tag.ts';
export { parseSubtitles, readSubtitles, subtitleFormat } from './read-subtitles.ts';
export type { SubtitleFormat, Subtitles } from './subtitles.ts';
