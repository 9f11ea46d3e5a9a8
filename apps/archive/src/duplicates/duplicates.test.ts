// Also covers the command `duplicates.ts`.
// Covers `same-media.ts` too.
import { openArchive, type NewSample } from '@mmae/archive-store';
import sharp from 'sharp';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runArchive } from '../archive-folder.test.support.ts';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'archive-duplicates-')));
afterAll(() => rmSync(place, { recursive: true }));

/** An archive of films; each shot has a name, after which it is drawn, embedded and described. */
async function archiveOf(name: string, films: Record<string, readonly string[]>, shotOf: (shot: string) => NewSample): Promise<string> {
  const folder = join(place, name);
  const archive = openArchive(folder, { create: true });
  for (const [i, [path, shots]] of Object.entries(films).entries()) {
    const copies = path === 'a.mp4' ? { copies: ['old/a.mp4'] } : {};
    const facts = { kind: 'film' as const, root: place, title: path, sizeBytes: 1, modifiedMs: 1, ...copies };
    const samples = shots.map((shot, from) => ({ range: { from, to: from + 1 }, timecode: `00:00:00:0${from}`, ...shotOf(shot) }));
    archive.putAsset({ content: `${i}`.repeat(64), path, ...facts }, samples);
  }
  const indexing = archive.beginIndex({ folder: '/run', name: 'run', version: '1', modalities: ['image'] });
  const directions: Record<string, number> = { l: 0, r: 5, b: 100, B: 100 };
  const vectorOf = (shot: string) => Float32Array.of(...[Math.cos, Math.sin].map((f) => f((directions[shot[0]!]! * Math.PI) / 180)));
  const shots = Object.values(films).flat();
  indexing.put(Array.from(indexing.pending(), (sampleKey, i) => ({ sampleKey, isUnlikeTrain: false, tags: [], embeddings: { joint: vectorOf(shots[i]!) } }))); // prettier-ignore
  indexing.finish({ clusters: [] });
  archive.close();
  return folder;
}

const run = (folder: string, ...args: string[]) => runArchive('duplicates', '--archive', folder, ...args);

async function draw(name: string, left: number, light: number): Promise<void> {
  const input = await sharp({ create: { width: 30, height: 40, channels: 3, background: { r: light, g: light, b: light } } }).png().toBuffer(); // prettier-ignore
  const black = { create: { width: 100, height: 60, channels: 3 as const, background: 'black' } };
  await sharp(black).composite([{ input, left, top: 10 }]).jpeg().toFile(join(place, `${name}.jpg`)); // prettier-ignore
}

/** `l` and `r` have a square on the left and on the right, `b` is black; the run finds `l` and `r` alike. */
beforeAll(async () => {
  await draw('l', 5, 240);
  await draw('l2', 5, 200);
  await draw('r', 60, 240);
  await draw('b', 5, 0);
});
const films = { 'a.mp4': ['l', 'b'], 'b.mp4': ['l2', 'b', 'r', 'b'], 'c.mp4': ['r', 'b', 'b'] };
const withStill = (shot: string): NewSample => ({ media: { image: `${shot}.jpg` }, text: '', extra: {} });

test('copies, assets and shots: near by embedding, and the same to look at; black is no duplicate', async () => {
  const { code, out, err } = await run(await archiveOf('stills', films, withStill));
  expect({ code, err }).toEqual({
    code: 0,
    err: expect.stringMatching(/^1 copies, 1 pairs of assets that share samples, 2 groups of samples$/m),
  });
  const [a, b, c] = ['0', '1', '2'].map((digit) => digit.repeat(16));
  expect(out.split('\n').map((line) => line.split('\t'))).toEqual([
    ['copy', a, join(place, 'a.mp4'), join(place, 'old/a.mp4')],
    ['asset', '0.50', a, b, 'a.mp4', 'b.mp4'],
    ['sample', '1', '1.000', `${a}:0-1`, '00:00:00:00', 'a.mp4'],
    ['sample', '1', '1.000', `${b}:0-1`, '00:00:00:00', 'b.mp4'],
    ['sample', '2', '1.000', `${b}:2-3`, '00:00:00:02', 'b.mp4'],
    ['sample', '2', '1.000', `${c}:0-1`, '00:00:00:00', 'c.mp4'],
    [''],
  ]);
});

test('without stills, by words; JSON', async () => {
  const texts: Record<string, string> = {
    l: 'The boats leave the harbour at dawn',
    l2: 'the boats leave the harbour, at Dawn',
    r: 'The cows come home',
    b: '',
  };
  const folder = await archiveOf('texts', films, (shot) => ({ media: {}, text: texts[shot]!, extra: {} }));
  const { copies, assets, groups } = JSON.parse((await run(folder, '--json')).out);
  expect([copies.length, assets.length]).toEqual([1, 1]);
  expect(groups.map(({ samples }: { samples: { path: string }[] }) => samples.map(({ path }) => path))).toEqual([
    ['a.mp4', 'b.mp4'],
    ['b.mp4', 'c.mp4'],
  ]);
});

test('recordings without words are compared by embedding', async () => {
  const folder = await archiveOf('audio', films, (shot) => ({ media: { audio: `${shot}.wav` }, text: '', extra: {} }));
  expect((await run(folder)).err).toContain('1 copies, 3 pairs of assets that share samples, 2 groups of samples\n');
  expect((await run(folder, '--min-similarity', '.999')).err).toContain('3 pairs of assets that share samples, 3 groups');
});

test('what cannot be compared is said', async () => {
  const folder = await archiveOf('one', { 'a.mp4': ['l'] }, withStill);
  expect(await run(folder, '--by', 'imgae')).toMatchObject({
    code: 2,
    err: 'mmae-archive duplicates: expected --by one of joint, image, got "imgae", which no sample has.\n',
  });
  openArchive(join(place, 'empty'), { create: true }).close();
  expect((await run(join(place, 'empty'))).err).toContain('samples were not compared: run mmae-archive index first');
});
