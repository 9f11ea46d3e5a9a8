import { readWav, wavHeader } from '@mmae/wav';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isAbandoned } from './draft-name.ts';
import type { ExtractedFilm } from './extract-shots.ts';
import { filmAudio } from './film-audio.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'film-audio-'));
  mkdirSync(join(folder, 'film-1'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeShot(name: string, samples: readonly number[]): string {
  writeFileSync(
    join(folder, 'film-1', name),
    Buffer.concat([wavHeader(samples.length, 16_000), Buffer.from(Int16Array.from(samples).buffer)]),
  );
  return name;
}

const film = (...shots: { fromSeconds: number; audio?: string }[]) => ({ folder: 'film-1', shots }) as unknown as ExtractedFilm;

test('audio of shots is joined at its times, with silence where there is none', async () => {
  const audio = await filmAudio(
    folder,
    film(
      { fromSeconds: 0 }, // silent
      { fromSeconds: 4 / 16_000, audio: writeShot('2.wav', [1000, 2000]) }, // one sample shorter than its shot
      { fromSeconds: 7 / 16_000, audio: writeShot('3.wav', [3000]) },
      { fromSeconds: 8 / 16_000, audio: writeShot('4.wav', [4000, 5000]) },
      { fromSeconds: 3 },
    ),
  );
  const { sampleRateHz, samples } = readWav(readFileSync(audio!.file));
  expect(sampleRateHz).toBe(16_000);
  expect([...samples].map((sample) => Math.round(sample * 32_768))).toEqual([0, 0, 0, 0, 1000, 2000, 0, 3000, 4000, 5000]);
  const [draft] = readdirSync(folder).filter((name) => name !== 'film-1');
  expect(isAbandoned(draft)).toBe(false); // this process is running
  expect(basename(audio!.file)).toBe('film.wav');
  await audio!.remove();
  expect(readdirSync(folder)).toEqual(['film-1']);
});

test('a film without audio has no file', async () => {
  expect(await filmAudio(folder, film({ fromSeconds: 0 }, { fromSeconds: 1 }))).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['film-1']);
});

test('audio that is missing leaves nothing behind', async () => {
  await expect(filmAudio(folder, film({ fromSeconds: 0, audio: 'gone.wav' }))).rejects.toThrow('ENOENT');
  expect(readdirSync(folder)).toEqual(['film-1']);
});
