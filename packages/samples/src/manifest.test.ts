import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMediaFile, loadManifest, type ManifestOptions } from './index.ts';

const modalities = { image: 'file', audio: 'file', text: 'text' } as const;
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'manifest-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function load(content: string | Buffer, { name = 'manifest.csv', ...options }: Partial<ManifestOptions> & { name?: string } = {}) {
  writeFileSync(join(folder, name), content);
  return loadManifest(join(folder, name), { modalities, seed: 1, ...options });
}

test('a row becomes a sample: empty cells are missing modalities, other columns are carried along', async () => {
  const { samples } = await load('id,split,label,group,image,audio,text,source\na,train,cat,g1,a.png,,"say ""hi"",\nthere",archive\n');
  expect(samples).toEqual([
    {
      id: 'a',
      split: 'train',
      label: 'cat',
      group: 'g1',
      media: { image: { kind: 'file', path: 'a.png' }, text: { kind: 'text', text: 'say "hi",\nthere' } },
      extra: { source: 'archive' },
    },
  ]);
});

test('jsonl gives what csv gives, and a folder stands for its manifest.csv', async () => {
  const csv = await load('\uFEFFid,split,label,image,text\na,test,cat,a.png,hello\nb,train,dog,,there\nc,validation,dog,,x\n');
  const jsonl = await load(
    '\uFEFF{"id":"a","split":"test","label":"cat","image":"a.png","text":"hello"}\n\n{"id":"b","split":"train","label":"dog","text":"there"}\n{"id":"c","split":"validation","label":"dog","text":"x"}\n',
    { name: 'manifest.jsonl' },
  );
  expect(jsonl.samples).toEqual(csv.samples);
  expect((await loadManifest(folder, { modalities, seed: 1 })).samples).toEqual(csv.samples);
});

test('a text takes the language of its row', async () => {
  const { samples } = await load('id,text,language\na,bonjour,fr\n');
  expect(samples[0].media.text).toEqual({ kind: 'text', text: 'bonjour', language: 'fr' });
});

test('rows without a split are dealt 80/10/10 by group, the same way again, and by another seed otherwise', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `s${i},g${i % 2500},t`).join('\n');
  const deal = async (seed: number) => (await load(`id,group,text\n${rows}\n`, { seed })).samples;
  const samples = await deal(1);
  const share = (split: string) => samples.filter((sample) => sample.split === split).length / samples.length;
  expect(share('train')).toBeCloseTo(0.8, 1);
  expect(share('validation')).toBeCloseTo(0.1, 1);
  expect(share('test')).toBeCloseTo(0.1, 1);
  for (let i = 0; i < 2500; i++) expect(samples[i].split).toBe(samples[i + 2500].split);
  expect(await deal(1)).toEqual(samples);
  expect(await deal(2)).not.toEqual(samples);
});

test('where no validation exists a tenth of the train groups becomes it', async () => {
  const rows = Array.from({ length: 400 }, (_, i) => `s${i},${i < 300 ? 'train' : 'test'},g${i % 100}-${i < 300},t`).join('\n');
  const { samples } = await load(`id,split,group,text\n${rows}\n`);
  const validation = samples.filter(({ split }) => split === 'validation');
  expect(validation.length).toBe(30);
  expect(new Set(validation.map(({ group }) => group)).size).toBe(10);
  expect(samples.filter(({ split }) => split === 'test').length).toBe(100);
});

test('a row without a split follows its group', async () => {
  const { samples } = await load('id,split,group,text\na,test,g,t\nb,,g,t\nc,train,h,t\n');
  expect(samples[1].split).toBe('test');
});

test('a row that names no media is left out and counted', async () => {
  const { samples, skipped } = await load('id,text\na,t\nb,\n');
  expect(samples.map(({ id }) => id)).toEqual(['a']);
  expect(skipped).toEqual([{ id: 'b', modality: '', file: '', reason: 'no media: line 3 names none. Fill a column.' }]);
});

test('every problem is named with line, column, value and remedy', async () => {
  const loading = load('id,split,group,text\na,train,g,t\na,trian,,t\n,test,g,t\n');
  await expect(loading).rejects.toThrow(/3 problems/);
  await expect(loading).rejects.toThrow(
    'line 3, column "id": expected an id not used before (line 2 has it), got "a". Rename one of the two.',
  );
  await expect(loading).rejects.toThrow('line 3, column "split": expected train, validation, test, ood or nothing, got "trian".');
  await expect(loading).rejects.toThrow('line 4, column "id": expected an id, got "".');
});

test('a group in two splits is refused', async () => {
  await expect(load('id,split,group,text\na,train,g,t\nb,test,g,t\n')).rejects.toThrow(
    'line 3, column "split": expected one split for group "g" (line 2 says train), got "test". Put the group in one split, or part the group.',
  );
});

test.each([
  ['no file', undefined, 'expected a manifest that exists'],
  ['nothing in it', '', 'expected a header line'],
  ['a header alone', 'id,text\n', 'expected at least one sample'],
  ['a column twice', 'id,text,text\na,b,c\n', 'column "text": expected every column once'],
  ['a field too many', 'id,text\na,b\nc,d,e\n', 'line 3, column "": expected RFC 4180 with as many fields as the header'],
  ['an open quote', 'id,text\na,"b\n', 'expected RFC 4180'],
  ['Latin-1', Buffer.from('id,text\na,caf\xe9\n', 'latin1'), 'expected UTF-8'],
])('a manifest with %s is refused', async (_, content, message) => {
  const loading = content === undefined ? loadManifest(join(folder, 'none.csv'), { modalities, seed: 1 }) : load(content);
  await expect(loading).rejects.toThrow(message);
});

test('a jsonl line that is no object, or holds one, is refused', async () => {
  await expect(load('{"id":"a"}\n[1]\n', { name: 'm.jsonl' })).rejects.toThrow(
    'line 2, column "": expected one JSON object a line, got "[1]"',
  );
  await expect(load('{"id":"a","text":{"en":"x"}}\n', { name: 'm.jsonl' })).rejects.toThrow(
    'line 1, column "text": expected a string, a number or null',
  );
});

test('the fingerprint follows the bytes', async () => {
  const { fingerprint } = await load('id,text\na,t\n');
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect((await load('id,text\na,u\n')).fingerprint).not.toBe(fingerprint);
});

test('100,000 rows are read', async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `s${i},c${i % 50},images/${i}.png,a passage of words about number ${i}`).join(
    '\n',
  );
  const { samples } = await load(`id,label,image,text\n${rows}\n`);
  expect(samples.length).toBe(100_000);
  expect(samples[99_999].media.image).toEqual({ kind: 'file', path: 'images/99999.png' });
});

test('a media file is found inside the root, links followed; missing, empty and outside are said', () => {
  const root = join(folder, 'root');
  mkdirSync(root);
  writeFileSync(join(folder, 'secret.png'), 'x');
  writeFileSync(join(root, 'a.png'), 'abc');
  writeFileSync(join(root, 'empty.png'), '');
  symlinkSync(join(folder, 'secret.png'), join(root, 'link.png'));
  expect(findMediaFile(root, 'a.png')).toMatchObject({ path: join(root, 'a.png'), sizeBytes: 3 });
  expect(() => findMediaFile(root, 'b.png')).toThrow('missing: b.png is not there (ENOENT)');
  expect(() => findMediaFile(root, 'empty.png')).toThrow('empty: empty.png has 0 bytes');
  expect(() => findMediaFile(root, '.')).toThrow('outside the media root');
  expect(() => findMediaFile(root, '../secret.png')).toThrow('outside the media root: ../secret.png leads out of');
  expect(() => findMediaFile(root, 'link.png')).toThrow('outside the media root: link.png leads out of');
});
