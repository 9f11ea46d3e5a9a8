import { beforeAll, describe, expect, test } from '@jest/globals';
import { shotDetector, toShots, type Findings, type Shot } from '@mmae/shots';
import { readSubtitles } from '@mmae/subtitles';
import { probe, readFilm, readSubtitleTrack, type FilmInfo } from '@mmae/video';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sampleArchiveFolder, trueShots, type TrueShot } from './index.ts';

const fileOf = (name: string) => join(sampleArchiveFolder, name);

/** Container, codec, stored size, display width, rate, interlaced, start timecode, audio, subtitle tracks. */
function summary({ container, video, audio, subtitles, startTimecode }: FilmInfo): unknown[] {
  const { codec, width, height, displayWidth, rate, interlaced } = video!;
  const scan = `${rate.num}/${rate.den} ${interlaced ? 'i' : 'p'}`;
  return [
    container.split(',')[0],
    codec,
    `${width}x${height}`,
    displayWidth,
    scan,
    startTimecode,
    audio.map((track) => track.codec).join(),
    subtitles.map(({ language }) => language).join(),
  ];
}

test.each([
  ['E204101.mp4', ['mov', 'h264', '640x360', 640, '25/1 p', '10:00:00:00', 'aac', '']],
  ['E204102.mxf', ['mxf', 'mpeg2video', '448x252', 448, '25/1 i', '10:00:00:00', 'pcm_s16le', '']],
  ['E204103.ts', ['mpegts', 'h264', '720x576', 1024, '25/1 i', undefined, 'mp2', '']],
  ['E204104.mov', ['mov', 'prores', '320x180', 320, '24000/1001 p', '01:00:00:00', 'pcm_s16le', '']],
  ['E204105.mkv', ['matroska', 'hevc', '640x360', 640, '24/1 p', undefined, 'opus', 'eng,ger']],
  ['E204106.webm', ['matroska', 'vp9', '640x360', 640, '25/1 p', undefined, 'opus', '']],
  ['E204107.mp4', ['mov', 'h264', '640x360', 640, '30000/1001 p', '01:00:00;00', 'aac', '']],
  ['E204108.mp4', ['mov', 'h264', '640x360', 640, '50/1 p', '20:15:00:00', 'aac', '']],
  ['E204109.mpg', ['mpeg', 'mpeg2video', '352x288', 384, '25/1 p', '00:00:00:00', '', '']],
  ['E204110.mp4', ['mov', 'h264', '640x360', 640, '25/1 p', '09:58:30:00', 'aac', '']],
])('%s is what its row in the README says', async (name, expected) => {
  expect(summary(await probe(fileOf(name)))).toEqual(expected);
});

describe('shots', () => {
  const scores: { readonly found: number; readonly true: number; readonly both: number }[] = [];

  beforeAll(async () => {
    for (const { film, shots } of trueShots()) {
      const { found, numFrames } = await shotsOf(fileOf(film));
      expect([film, numFrames]).toEqual([film, shots.at(-1)!.to]);
      scores.push({ found: found.length - 1, true: shots.length - 1, both: numMatches(found, shots) });
    }
  }, 240_000);

  test('most transitions are found, and few that are not there', () => {
    const total = (key: 'found' | 'true' | 'both') => scores.reduce((sum, score) => sum + score[key], 0);
    expect((2 * total('both')) / (total('found') + total('true'))).toBeGreaterThan(0.93); // F1
  });
});

async function shotsOf(file: string): Promise<{ found: Shot[]; numFrames: number }> {
  const info = await probe(file);
  const { num, den } = info.video!.rate;
  const detector = shotDetector({ framesPerSecond: num / den });
  const findings: Findings[] = [];
  let numFrames = 0;
  for await (const part of readFilm(file, info, { audio: 'none' })) {
    if (part.kind === 'frame') findings.push(detector.push(part.pixels));
    if (part.kind === 'end') ({ numFrames } = part);
  }
  findings.push(detector.end());
  const boundaries = {
    transitions: findings.flatMap((found) => found.transitions),
    blackStretches: findings.flatMap((found) => found.blackStretches),
  };
  return { found: toShots({ ...boundaries, numFrames }), numFrames };
}

/** Of the true shots but the first, how many have a found one that begins in their transition, or at most three frames off. */
function numMatches(found: readonly Shot[], truth: readonly TrueShot[]): number {
  const left = found.slice(1).map(({ from }) => from);
  return truth.slice(1).filter(({ from, transitionFrames }) => {
    const match = left.findIndex((at) => Math.abs(at - from) <= transitionFrames / 2 + 3);
    if (match >= 0) left.splice(match, 1);
    return match >= 0;
  }).length;
}

test('subtitles in every format say what the shots say', async () => {
  const endings = /\.(srt|vtt|ttml|stl)$/;
  const texts = new Map(trueShots().map(({ film, shots }) => [film.slice(0, 7), shots.flatMap(({ text }) => text ?? [])]));
  const read: string[] = [];
  for (const name of readdirSync(sampleArchiveFolder).filter((file) => endings.test(file))) {
    const { format, cues } = await readSubtitles(fileOf(name));
    expect([name, cues.map(({ text }) => text.replaceAll('\n', ' '))]).toEqual([name, texts.get(name.slice(0, 7))]);
    read.push(`${name} ${format}`);
  }
  expect(read).toEqual([
    'E204101.srt srt',
    'E204102.stl stl',
    'E204103.ttml ttml',
    'E204104.vtt vtt',
    'E204106.vtt vtt',
    'E204108.de.srt srt',
    'E204110.vtt vtt',
  ]);
});

test('the tracks of the Matroska film say it in two languages', async () => {
  const file = fileOf('E204105.mkv');
  const info = await probe(file);
  const texts = await Promise.all(info.subtitles.map(({ index }) => readSubtitleTrack(file, info, index)));
  expect(texts[0]).toContain('A small dragon flies over');
  expect(texts[1]).toContain('Ein kleiner Drache fliegt');
});
