import { expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shotRows, type ExtractedFilm, type Programme } from './index.ts';

const srt = (...cues: [from: number, to: number, text: string][]) =>
  cues.map(([from, to, text], i) => `${i + 1}\n00:00:0${from},000 --> 00:00:0${to},000\n${text}\n`).join('\n');

/** A film of 5 s with a cut at 2 s, and subtitles next to it. */
async function textsOf(subtitles: string): Promise<{ texts: string[]; notes: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'rows-'));
  const file = join(folder, 'film.srt');
  writeFileSync(file, subtitles);
  const shots = [
    { number: 1, from: 0, to: 50, fromSeconds: 0, toSeconds: 2 },
    { number: 2, from: 50, to: 125, fromSeconds: 2, toSeconds: 5 },
  ];
  const info = { audio: [], subtitles: [], video: { rate: { num: 25, den: 1, drop: false } } };
  const film = { folder: 'film', durationSeconds: 5, remarks: [], shots, info } as unknown as ExtractedFilm;
  const programme = { path: 'film.mp4', subtitles: [{ file, path: 'film.srt' }] } as unknown as Programme;
  const notes: string[] = [];
  const rows = await shotRows(programme, film, { folder, note: (path, reason) => notes.push(`${path}: ${reason}`) });
  return { texts: rows.map(({ text }) => text), notes };
}

test('the last shot has the cue that the end of the film cuts off, but none that begins after the end', async () => {
  const { texts } = await textsOf(srt([0, 1, 'one'], [2, 3, 'two'], [4, 9, 'cut off'], [5, 6, 'too late'], [6, 7, 'not there yet']));
  expect(texts).toEqual(['one', 'two cut off']);
});

test('cues far outside the film are counted in a note', async () => {
  const { texts, notes } = await textsOf(
    srt([0, 1, 'one'], [2, 3, 'two'], [4, 5, 'three']) + '\n4\n00:01:00,000 --> 00:01:02,000\nlater\n',
  );
  expect(texts).toEqual(['one', 'two three']);
  expect(notes).toEqual(['film.srt: subtitles: 1 of 4 cues are outside the film of 5.0 s']);
});
