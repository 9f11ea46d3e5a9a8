import { InputError } from '@mmae/input';
import { cuesBetween, toText, type Subtitles } from '@mmae/subtitles';

/** Where the text of a shot comes from: a file next to the film, a track in it, what was recognized in its audio or its images, or its caption. */
export type TextSource = 'subtitles' | 'subtitle track' | 'transcript' | 'screen' | 'caption';

/** Texts with times that a film may have. */
export interface TextCandidate {
  /** for notes: a path, or `subtitle track 2` */
  readonly name: string;
  readonly source: Exclude<TextSource, 'caption'>;
  readonly language?: string;
  /** whether it holds only what needs a translation */
  readonly isForced?: boolean;
  /** times are those of the film @throws InputError if it cannot be used */
  read(): Promise<Pick<Subtitles, 'cues' | 'language' | 'remarks'>>;
}

export interface WantedText {
  /** the language that a user asked for */
  readonly language?: string;
  /** of the audio */
  readonly audioLanguage?: string;
  readonly note: (name: string, reason: string) => void;
}

/** The text that is used for a film. */
export interface FilmText {
  readonly source: TextSource;
  /** empty if it is not known */
  readonly language: string;
  /** The text of a range of time. @param to in seconds; `Infinity` for the last shot, so that no cue is lost */
  between(from: number, to: number): string;
}

/**
 * Chooses among the texts of a film: the wanted language first, then the language of the audio, then those without a known language, then the others;
 * within a language in the given order. Texts that only hold what needs a translation come last. A text that cannot be read, or that is empty, is
 * noted, and the next one is used; the others are noted too.
 */
export async function chooseText(candidates: readonly TextCandidate[], wanted: WantedText): Promise<FilmText | undefined> {
  const { note } = wanted;
  const ordered = [...candidates].sort((a, b) => rankOf(a, wanted) - rankOf(b, wanted));
  let chosen: { text: FilmText; candidate: TextCandidate } | undefined;
  for (const candidate of ordered) {
    if (chosen) note(candidate.name, unusedReason(candidate, chosen.candidate));
    else {
      const text = await readCandidate(candidate, note);
      if (text) chosen = { text, candidate };
    }
  }
  return chosen?.text;
}

function rankOf({ language, isForced = false }: TextCandidate, wanted: WantedText): number {
  const rank = isSameLanguage(language, wanted.language) ? 0 : isSameLanguage(language, wanted.audioLanguage) ? 1 : language ? 3 : 2;
  return rank + (isForced ? 4 : 0);
}

/** Whether two tags name the same language, in whatever region: de and de-CH. */
const isSameLanguage = (a: string | undefined, b: string | undefined) =>
  a !== undefined && b !== undefined && a.toLowerCase().split('-')[0] === b.toLowerCase().split('-')[0];

async function readCandidate({ name, source, language, read }: TextCandidate, note: WantedText['note']): Promise<FilmText | undefined> {
  try {
    const subtitles = await read();
    for (const remark of subtitles.remarks) note(name, `${source}: ${remark}`);
    const { cues } = subtitles;
    const between = (from: number, to: number) => toText(cuesBetween(cues, from, to));
    if (cues.length > 0) return { source, language: language ?? subtitles.language ?? '', between };
    note(name, `empty ${source}: no cues`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    note(name, `unusable ${source}: ${error.message}`);
  }
  return undefined;
}

function unusedReason({ language, source }: TextCandidate, used: TextCandidate): string {
  if (!language || isSameLanguage(language, used.language)) return `extra ${source}: ${used.name} is used`;
  return `other language: ${used.name} is used; --language ${language} chooses this one`;
}
