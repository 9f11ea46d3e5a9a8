import { toPrintable } from '@mmae/input';
import type { Cue } from '../cues.ts';
import { speakerOf, withoutMarkup } from './markup.ts';
import type { CuesRead, Damage } from '../subtitles.ts';

const clockTime = String.raw`-?(?:\d+:)?\d{1,3}:\d{1,2}(?:[.,:]\d{1,9})?`;
const timeLine = new RegExp(String.raw`^\s*(${clockTime})\s*-->\s*(${clockTime})(?=\s|$)`);
/** A line that was meant to be a time line. */
const damagedTimeLine = /^\s*\S{0,3}\d\S*:\S*\s*-+>|-->\s*\S{0,3}\d\S*:/;
const bracketLine = new RegExp(String.raw`^\s*\[\s*(${clockTime})\s*-->\s*(${clockTime})\s*\](.*)$`);

/** Whether a text has a time line, `00:00:01,000 --> 00:00:02,000`. */
export const hasTimeLine = (lines: readonly string[]): boolean => lines.some((line) => timeLine.test(line));

/** Whether a text has a line of a transcript, `[00:00:00.000 --> 00:00:02.500]  Good evening.` */
export const hasBracketLine = (lines: readonly string[]): boolean => lines.some((line) => bracketLine.test(line));

/**
 * Reads SRT and WebVTT, and tolerates what occurs in practice: missing blank lines, numbers and milliseconds, commas and points, blank lines within
 * SRT cues. Numbers, positions, comments and styles are not part of the text.
 */
export function readTimeLines(lines: readonly string[], format: 'srt' | 'vtt'): CuesRead {
  const damages: Damage[] = [];
  const cues: Cue[] = [];
  let times: Times | undefined;
  let text: string[] = [];
  let isOpen = false;
  const close = () => {
    if (times) cues.push(...toCue(times, text.join('\n')));
    [times, text] = [undefined, []];
  };
  for (const [i, line] of lines.entries()) {
    if (isTimeLine(line)) {
      close();
      times = readTimes(timeLine.exec(line), line, i, damages);
      isOpen = true;
    } else if (line === '') {
      isOpen &&= format === 'srt'; // SRT cues may contain empty lines
    } else if (isOpen && !isCueNumber(lines, i)) text.push(line);
  }
  close();
  return { cues, damages, ...(format === 'vtt' && headerLanguage(lines)) };
}

/** Reads the lines that whisper.cpp prints. Lines without times, and the mark of a silent passage, are not part of the text. */
export function readTranscript(lines: readonly string[]): CuesRead {
  const damages: Damage[] = [];
  const cues = lines.flatMap((line, i) => {
    const found = bracketLine.exec(line);
    const times = found && readTimes(found, line, i, damages);
    return times ? toCue(times, found[3].replaceAll('[BLANK_AUDIO]', '')) : [];
  });
  return { cues, damages };
}

/** Beginning and end in seconds. */
type Times = readonly [from: number, to: number];

const isTimeLine = (line = '') => timeLine.test(line) || (line.includes('->') && damagedTimeLine.test(line));

/** Whether a line is the number of a cue, above its times. */
const isCueNumber = (lines: readonly string[], i: number) => /^\s*\d+\s*$/.test(lines[i]) && isTimeLine(lines[i + 1]);

function readTimes(found: RegExpExecArray | null, line: string, i: number, damages: Damage[]): Times | undefined {
  const [from, to] = [found?.[1], found?.[2]].map((time) => (time ? secondsOf(time) : undefined));
  const note = (rule: string, lost: boolean) =>
    damages.push({ where: `line ${i + 1}`, problem: `expected ${rule}, got ${toPrintable(line.trim()).slice(0, 80)}`, lost });
  if (from === undefined || to === undefined) note('00:00:01,000 --> 00:00:02,000', true);
  else if (to >= from) return [from, to];
  else {
    note('an end after the beginning', false);
    return [from, from];
  }
  return undefined;
}

/** @returns undefined unless minutes and seconds are under 60; without hours, minutes may be more */
function secondsOf(time: string): number | undefined {
  const [, sign, hours, minutes, seconds, fraction = ''] = /^(-?)(?:(\d+):)?(\d+):(\d+)(?:[.,:](\d+))?$/.exec(time) ?? [];
  if (Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59)) return undefined;
  const total = 3600 * Number(hours ?? 0) + 60 * Number(minutes) + Number(seconds) + Number(`0.${fraction || 0}`);
  return sign ? -total : total;
}

function toCue([fromSeconds, toSeconds]: Times, markup: string): Cue[] {
  const text = withoutMarkup(markup);
  const speaker = speakerOf(markup);
  return text === '' ? [] : [{ fromSeconds, toSeconds, text, ...(speaker && { speaker }) }];
}

/** `Language: de` below `WEBVTT`, as YouTube writes it. */
function headerLanguage(lines: readonly string[]): { language?: string } {
  const header = lines.slice(0, Math.max(1, lines.indexOf('')));
  const [, language] = /\bLanguage:\s*([\w-]+)/i.exec(header.join('\n')) ?? [];
  return language ? { language } : {};
}
