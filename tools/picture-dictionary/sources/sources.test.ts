// Also covers `openclipart.ts`, `noto.ts`, `named-files.ts`, `game-icons.ts`, `pictures.ts` and `packages.ts`.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gameIcons } from './game-icons.ts';
import { art4appsPictures, gcomprisPictures } from './named-files.ts';
import { notoPictures } from './noto.ts';
import { openclipartPictures } from './openclipart.ts';
import { packageTable, sourcePackages } from './packages.ts';
import type { Picture } from './pictures.ts';
import { qtResource } from './qt-resource.test.support.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sources-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** Everything but how it is loaded, and its content. */
const shown = (pictures: readonly Picture[]) =>
  pictures.map(({ titles, labels, needsWhole, load }) => [titles.join(';'), labels.join(' '), needsWhole, load().toString()]);

test('drawings of openclipart have the title of their metadata, and labels by their folder', () => {
  const root = 'usr/share/openclipart/svg';
  put(`${root}/animals/birds/acquila_01.svg`, '<svg><dc:title>Eagle</dc:title></svg>');
  put(`${root}/unsorted/a.svg`, '<svg/>');
  put(`${root}/logos/b.svg`, '<svg/>');
  put(`${root}/tools/big.svg`, Buffer.alloc(600_001));
  const [bird, other, ...more] = shown(openclipartPictures(folder));
  expect(bird).toEqual(['Eagle;acquila_01', 'furry aviary terrarium', false, '<svg><dc:title>Eagle</dc:title></svg>']);
  expect(other.slice(0, 3)).toEqual(['a', expect.stringContaining('pastime'), true]);
  expect(more).toEqual([]);
});

test('emoji have all their names as titles', () => {
  const emoji = { name: 'DOG FACE', short_names: ['dog'], subcategory: 'animal-mammal', image: '1f436.png', has_img_google: true };
  put('package/emoji.json', JSON.stringify([emoji, { ...emoji, subcategory: 'flag' }, { ...emoji, has_img_google: false }]));
  put('package/img/google/64/1f436.png', 'png');
  expect(shown(notoPictures(folder))).toEqual([['dog;DOG FACE', 'furry aviary terrarium', false, 'png']]);
});

test('file names of Art4Apps are words', () => {
  for (const name of 'animals body clothes_n_accessories construction food fruit_n_veg jobs nature sport transport'.split(' ')) {
    put(`usr/share/games/pysiogame/res/images/art4apps/${name}/${name}_1.jpg`, 'jpg');
  }
  const pictures = shown(art4appsPictures(folder));
  expect(pictures).toHaveLength(10);
  expect(pictures[0]).toEqual(['animals_1', 'furry aviary terrarium', false, 'jpg']);
});

test('drawings of GCompris are in resources of Qt', () => {
  const at = 'gcompris/src/activities';
  put(
    'usr/share/gcompris-qt/rcc/instruments.rcc',
    qtResource({ [`${at}/instruments/resource/banjo.svg`]: 'B', [`${at}/instruments/resource/background.svg`]: '' }),
  );
  put('usr/share/gcompris-qt/rcc/explore_farm_animals.rcc', qtResource({ [`${at}/explore_farm_animals/resource/animals/cow.svg`]: 'C' }));
  expect(shown(gcomprisPictures(folder))).toEqual([
    ['banjo', 'pastime', false, 'B'],
    ['cow', 'furry aviary', false, 'C'],
  ]);
});

test('icons become whole SVG drawings', () => {
  put('package/icons.json', JSON.stringify({ icons: { 'bowie-knife': { body: '<path/>' } }, width: 512 }));
  const [[title, , needsWhole, svg]] = shown(gameIcons(folder));
  expect([title, needsWhole]).toEqual(['bowie-knife', true]);
  expect(svg).toBe('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" color="#000"><path/></svg>');
});

test('every package is pinned, and listed with its licence', () => {
  for (const { sha256, licence, file } of Object.values(sourcePackages)) {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect([licence, file]).not.toContain('');
  }
  const lines = packageTable().trim().split('\n');
  expect(lines).toHaveLength(2 + Object.keys(sourcePackages).length);
  expect(lines).toContain(
    '| gameIcons | npm: @iconify-json/game-icons 1.2.4 | drawings in black and white | CC BY 3.0, authors of game-icons.net |',
  );
});

test('the README lists every package with its version', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  for (const { registry, name, version } of Object.values(sourcePackages)) {
    expect(readme).toContain(`${registry === 'npm' ? 'npm' : 'Debian'} ${name} ${version} |`);
  }
});
