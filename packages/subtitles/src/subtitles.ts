import type { Cue } from './cues.ts';

/** `transcript` is the output of whisper.cpp: `[00:00:00.000 --> 00:00:02.500]  Good evening.` */
export type SubtitleFormat = 'srt' | 'vtt' | 'ttml' | 'stl' | 'transcript';

/** Subtitles as read. */
export interface Subtitles {
  readonly format: SubtitleFormat;
  /** such as `UTF-8`, `UTF-16LE`, `Windows-1252`, or of EBU STL `ISO 6937` */
  readonly encoding: string;
  /** a language tag such as `de`, where the file or its name says so */
  readonly language?: string;
  /** by their beginning */
  readonly cues: readonly Cue[];
  /** `timecode` if seconds are the hours, minutes, seconds and frames of timecodes, which at 23.976 and 29.97 run slower than the clock */
  readonly clock: 'film' | 'timecode';
  /** damaged cues that were skipped or corrected, and everything else unusual */
  readonly remarks: readonly string[];
}

/** What a reader of one format returns; cues in the order of the file, with empty and repeated ones. */
export interface CuesRead {
  readonly cues: readonly Cue[];
  readonly language?: string;
  readonly clock?: 'timecode';
  readonly remarks?: readonly string[];
  readonly damages: readonly Damage[];
}

/** Where a cue is damaged, and how. */
export interface Damage {
  /** such as `line 12` or `block 3` */
  readonly where: string;
  /** such as `expected an end after the beginning, got 00:00:05,000 --> 00:00:01,000` */
  readonly problem: string;
  /** whether the cue is lost */
  readonly lost: boolean;
}

const maxNamed = 5;

/** A sentence on damaged cues: how many, and the first of them. */
export function damageRemarks(damages: readonly Damage[]): string[] {
  return [true, false].flatMap((lost) => {
    const those = damages.filter((damage) => damage.lost === lost);
    if (those.length === 0) return [];
    const named = those.slice(0, maxNamed).map(({ where, problem }) => `${where}: ${problem}`);
    const others = those.length > maxNamed ? `; and ${those.length - maxNamed} more` : '';
    const count = `${those.length} damaged ${those.length === 1 ? 'cue' : 'cues'}`;
    return [`${count} ${lost ? 'skipped' : 'corrected'} (${named.join('; ')}${others})`];
  });
}
