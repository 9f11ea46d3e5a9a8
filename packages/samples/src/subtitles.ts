import { decodeHTML } from 'entities';

const timeLine = /^\s*(\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->/;

/**
 * The words of subtitles: cues in their order, joined by spaces, without numbers, times, tags, voices, positions, comments and styles.
 * Where a WebVTT cue begins with the line that the one before ended with, as automatic captions do, it is taken once.
 *
 * @returns undefined where there is no line of times: these are no subtitles
 */
export function subtitleWords(text: string, format: 'srt' | 'vtt'): string | undefined {
  const lines = text.split(/\r\n?|\n/);
  if (!lines.some((line) => timeLine.test(line))) return undefined;
  const said: string[] = [];
  let inCue = false;
  for (const [i, line] of lines.entries()) {
    const isBlank = line.trim() === '';
    if (timeLine.test(line)) inCue = true;
    else if (isBlank)
      inCue &&= format === 'srt'; // whose cues may have blank lines
    else if (inCue && !isCueName(lines, i)) said.push(line);
  }
  const spoken = plain(said.join('\n')).split('\n');
  return spoken.filter((line, i) => line !== '' && !(format === 'vtt' && line === spoken[i - 1])).join(' ');
}

/** The number of a cue, above its times. */
const isCueName = (lines: readonly string[], i: number) => /^\s*\d+\s*$/.test(lines[i]) && timeLine.test(lines[i + 1] ?? '');

/** Without `<i>`, `<v Ann>`, `<00:01.000>`, `{\an8}`, and with `&amp;` as `&`; lines trimmed. */
function plain(text: string): string {
  const untagged = text.replaceAll(/<(?:\/?[a-z][^<>]*|[\d:.]+)>|\{\\[^{}]*\}/gi, '');
  return decodeHTML(untagged)
    .split('\n')
    .map((line) =>
      line
        .replaceAll(/[\u200e\u200f]/g, '')
        .replaceAll(/\p{Zs}+/gu, ' ')
        .trim(),
    )
    .join('\n');
}
