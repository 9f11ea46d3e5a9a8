import { frameRate, fromTimecode } from '@mmae/timecode';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tagRecords } from '../exported.ts';
import { film, films, options } from '../films.test.support.ts';
import { toEdl } from './to-edl.ts';
import { toOtio } from './to-otio.ts';

// pip install opentimelineio==0.18.1 otio-cmx3600-adapter==1.0.0; skipped where python3 does not find them.
const isInstalled = spawnSync('python3', ['-c', 'import opentimelineio, otio_cmx3600_adapter']).status === 0;
const testReadBack = isInstalled ? test : test.skip;

const script = fileURLToPath(new URL('../../tools/read-timeline.py', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mmae-timeline-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface ReadClip {
  readonly name: string;
  readonly start: number;
  readonly timecode: string;
  readonly duration: number;
  readonly record: number;
  readonly target: string | null;
  readonly tags: readonly object[];
  readonly comments: readonly string[];
}

function readBack(fileName: string, text: string, rateText: string): { duration: number; clips: readonly ReadClip[] } {
  const { num, den } = frameRate(rateText);
  const path = join(folder, fileName);
  writeFileSync(path, text);
  return JSON.parse(execFileSync('python3', [script, path, String(num / den)], { encoding: 'utf8' }));
}

/** Start, duration and record position of each shot, in frames. */
function expectedClips(rateText: string, start: string, frames: readonly number[]) {
  const first = fromTimecode(start, frameRate(rateText));
  return frames.slice(1).map((to, i) => [first + frames[i], to - frames[i], frames[i]]);
}

describe.each(films)('at %s from %s', (rate, start, frames) => {
  testReadBack('opentimelineio reads the clips of OTIO: start, duration, timecode, file and tags', () => {
    const given = film(rate, start, frames);
    const { clips, duration } = readBack('film.otio', toOtio([given], options), rate);
    expect(clips.map((clip) => [clip.start, clip.duration, clip.record])).toEqual(expectedClips(rate, start, frames));
    expect([clips[0].timecode, duration]).toEqual([start, frames.at(-1)]);
    expect(clips[0].target).toContain('/media/news/E%20204101%C3%A4.mp4');
    expect(clips[0].tags).toEqual(tagRecords(given.samples[0], options));
  });

  testReadBack('opentimelineio reads the clips of an EDL: start, duration, timecode, and tags as comments', () => {
    const { clips, duration } = readBack('film.edl', toEdl([film(rate, start, frames)], options), rate);
    expect(clips.map((clip) => [clip.start, clip.duration, clip.record])).toEqual(expectedClips(rate, start, frames));
    expect([clips[0].timecode, duration]).toEqual([start, frames.at(-1)]);
    expect(clips[0].name).toBe('E 204101ä.mp4');
    expect(clips[0].target).toBe('/media/news/E 204101ä.mp4');
    expect(clips[0].comments).toContain('TAG: birds | person Ann <ann> | confidence 0.900 from image, run 3f2a91');
  });
});
