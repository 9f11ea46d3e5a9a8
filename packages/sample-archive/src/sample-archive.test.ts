import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sampleArchiveFolder, trueShots } from './index.ts';

const packageFolder = join(sampleArchiveFolder, '..');
const films = trueShots();

test('ten films, each with its true shots and nothing that the manifest would not expect', () => {
  const endings = new Set(['.srt', '.vtt', '.ttml', '.stl', '.json']);
  const names = readdirSync(sampleArchiveFolder).filter((name) => !endings.has(name.slice(name.lastIndexOf('.'))));
  expect(films.map(({ film }) => film)).toEqual(names.sort());
  expect(films).toHaveLength(10);
});

test('shots touch, cover the film, and are longer than their transitions', () => {
  for (const { film, shots } of films) {
    shots.forEach(({ from, to, transitionFrames, kind }, i) => {
      expect([film, from]).toEqual([film, shots[i - 1]?.to ?? 0]);
      expect(to - from).toBeGreaterThan(transitionFrames);
      if (i === 0) expect([film, kind, transitionFrames]).toEqual([film, 'cut', 0]);
    });
  }
});

test('every kind of transition, a black stretch, three languages and nine subjects', () => {
  const shots = films.flatMap((film) => film.shots);
  const count = (kind: string) => shots.filter((shot) => shot.kind === kind).length;
  expect([count('cut'), count('dissolve'), count('fade'), count('black')]).toEqual([40, 22, 16, 1]);
  expect([...new Set(shots.map(({ subject }) => subject))].sort()).toEqual([
    'animals',
    'animation',
    'birds',
    'black',
    'castles',
    'farm',
    'landscape',
    'monuments',
    'music',
    'paintings',
    'titles',
  ]);
});

test('names of files say nothing about what the films show', () => {
  for (const name of readdirSync(sampleArchiveFolder)) expect(name).toMatch(/^E2041\d\d(\.de)?\.\w+$/);
});

test('the archive stays small', () => {
  const files = readdirSync(packageFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files
    .filter(({ parentPath }) => !parentPath.includes('node_modules') && !parentPath.includes('dist'))
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  expect(bytes).toBeLessThan(15e6);
});

test('every photograph and recording that a programme uses has its author and licence', () => {
  const credits = readFileSync(join(packageFolder, 'licences', 'photographs.md'), 'utf8');
  const rows = new Map(
    [...credits.matchAll(/^\| (\S+\.(?:webp|ogg)) \| (.+?) \| (.+?) \|/gm)].map(([, file, author, licence]) => [file, { author, licence }]),
  );
  const allowed = /^(CC0-1\.0|public domain|CC-BY[ -][234]\.0|CC-BY-SA[ -]4\.0)$/i;
  for (const name of readdirSync(join(packageFolder, 'programmes'))) {
    const { shots } = JSON.parse(readFileSync(join(packageFolder, 'programmes', name), 'utf8')) as {
      shots: { image?: string; recording?: string }[];
    };
    for (const { image, recording } of shots) {
      if (image) expect(rows.get(`${image}.webp`)?.licence).toMatch(allowed);
      if (recording) expect(rows.get(`${recording}.ogg`)?.licence).toMatch(allowed);
    }
  }
});

test('the example of the README prints what its comments say', () => {
  const [, example] = /```ts\n(.*?)```/s.exec(readFileSync(join(packageFolder, 'README.md'), 'utf8'))!;
  const printed: string[] = [];
  const body = example!.replace(/^import (\{.*\}) from .*$/gm, 'const $1 = packages;');
  new Function('packages', 'console', body)(
    { sampleArchiveFolder, trueShots, readdirSync },
    { log: (...values: unknown[]) => printed.push(values.join(' ')) },
  );
  expect(printed).toEqual([...example!.matchAll(/^console.log.*\); \/\/ (.*)$/gm)].map(([, shown]) => shown));
});
