// Covers rows and their problems: `draft.ts`, `read-drafts.ts`, `manifest-error.ts`. The types in `sample.ts` and `extractor.ts` have no code.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifest, type ManifestOptions } from '../index.ts';

const modalities = { image: 'file', audio: 'file', text: 'text' } as const;
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'manifest-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function load(content: string | Buffer, { name = 'manifest.csv', ...options }: Partial<ManifestOptions> & { name?: string } = {}) {
  writeFileSync(join(folder, name), content);
  return loadManifest(join(folder, name), { modalities, seed: 1, ...options });
}

test('a row becomes a sample: empty cells are missing modalities, other columns are kept', async () => {
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

test('jsonl and csv give the same samples, as does a folder with a manifest.csv', async () => {
  const csv = await load('\uFEFFid,split,label,image,text\na,test,cat,a.png,hello\nb,train,dog,,there\nc,validation,dog,,x\n');
  const jsonl = await load(
    '\uFEFF{"id":"a","split":"test","label":"cat","image":"a.png","text":"hello"}\n\n{"id":"b","split":"train","label":"dog","text":"there"}\n{"id":"c","split":"validation","label":"dog","text":"x"}\n',
    { name: 'manifest.jsonl' },
  );
  expect(jsonl.samples).toEqual(csv.samples);
  expect((await loadManifest(folder, { modalities, seed: 1 })).samples).toEqual(csv.samples);
});

test('formulas are text', async () => {
  const { samples } = await load('id,text,note\na,=1+1,@SUM(A1)\n');
  expect(samples[0]).toMatchObject({ media: { text: { text: '=1+1' } }, extra: { note: '@SUM(A1)' } });
});

test('a text takes the language of its row', async () => {
  const { samples } = await load('id,text,language\na,bonjour,fr\n');
  expect(samples[0].media.text).toEqual({ kind: 'text', text: 'bonjour', language: 'fr' });
});

test('rows without a split are assigned 80/10/10 by group, reproducibly for each seed', async () => {
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

test('if there are no validation rows, a tenth of the train groups become validation', async () => {
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

test('a row without media is skipped', async () => {
  const { samples, skipped } = await load('id,text\na,t\nb,\n');
  expect(samples.map(({ id }) => id)).toEqual(['a']);
  expect(skipped).toEqual([{ id: 'b', modality: '', file: '', reason: 'no media: line 3 has none. Fill in a media column.' }]);
});

test('every problem has its line, column, value and remedy', async () => {
  const loading = load('id,split,group,text\na,train,g,t\na,trian,,t\n,test,g,t\n');
  await expect(loading).rejects.toThrow(/3 problems/);
  await expect(loading).rejects.toThrow('line 3, column "id": expected a unique id (line 2 has the same), got "a". Rename one of the two.');
  await expect(loading).rejects.toThrow('line 3, column "split": expected train, validation, test, ood or nothing, got "trian".');
  await expect(loading).rejects.toThrow('line 4, column "id": expected an id, got "".');
});

test('problems of one kind are summarized after the first three', async () => {
  const rows = Array.from({ length: 154 }, (_, i) => `s${i},val,${i % 2 ? '' : 'x'}`).join('\n');
  await expect(load(`id,split,text\ns0,train,t\n${rows}\n`)).rejects.toThrow(
    [
      '155 problems',
      '  line 3, column "id": expected a unique id (line 2 has the same), got "s0". Rename one of the two.',
      '  line 3, column "split": expected train, validation, test, ood or nothing, got "val". Correct it, or leave it empty to have one assigned.',
      '  line 4, column "split": expected train, validation, test, ood or nothing, got "val". Correct it, or leave it empty to have one assigned.',
      '  line 5, column "split": expected train, validation, test, ood or nothing, got "val". Correct it, or leave it empty to have one assigned.',
      '  … and 151 more of this kind, on lines 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, …',
    ].join('\n'),
  );
});

test('ids are equal regardless of surrounding spaces and Unicode form', async () => {
  await expect(load('id,text\ncafé,t\n"café ",u\n'.normalize('NFC').replace('"café', '"cafe\u0301'))).rejects.toThrow(
    'line 3, column "id": expected a unique id (line 2 has the same)',
  );
  const { samples } = await load('id,label,text\n" a ",Caf\u00e9,t\nb,"Cafe\u0301 ",u\n');
  expect(samples.map(({ id, label }) => [id, label])).toEqual([
    ['a', 'Café'],
    ['b', 'Café'],
  ]);
});

test('names of object properties are ordinary names', async () => {
  const names = ['toString', '__proto__', 'constructor', 'hasOwnProperty'];
  const { samples } = await load(
    `id,label,group,text,${names.join(',')}\ntoString,__proto__,constructor,words,a,b,c,d\n__proto__,constructor,valueOf,words,e,f,g,h\n`,
  );
  expect(samples.map(({ id, label, group }) => [id, label, group])).toEqual([
    ['toString', '__proto__', 'constructor'],
    ['__proto__', 'constructor', 'valueOf'],
  ]);
  expect(Object.entries(samples[1].extra)).toEqual(names.map((name, i) => [name, 'efgh'[i]]));
  const json = await load('{"id":"a","text":"t","__proto__":"p","toString":"s"}\n', { name: 'm.jsonl' });
  expect(Object.entries(json.samples[0].extra)).toEqual([
    ['__proto__', 'p'],
    ['toString', 's'],
  ]);
});

test('a modality may have the name of an object property', async () => {
  const options = {
    modalities: Object.fromEntries([
      ['__proto__', 'text' as const],
      ['toString', 'file' as const],
    ]),
  };
  const { samples } = await load('id,__proto__,text\na,words,t\n', options);
  expect(Object.entries(samples[0].media)).toEqual([['__proto__', { kind: 'text', text: 'words' }]]);
});

test.each(['id', 'language', 'present'])('a modality named %s is refused', async (name) => {
  await expect(load('id,text\na,t\n', { modalities: { [name]: 'text' } })).rejects.toThrow(
    `expected modalities with names other than id, split, label, group, language, present, got ${name}`,
  );
});

test('a group in two splits is refused', async () => {
  await expect(load('id,split,group,text\na,train,g,t\nb,test,g,t\n')).rejects.toThrow(
    'line 3, column "split": expected one split for group "g" (line 2 says train), got "test". Put all rows of the group in one split, or divide the group.',
  );
});

test.each([
  ['no file', undefined, 'expected an existing manifest'],
  ['nothing in it', '', 'expected a header line'],
  ['a header alone', 'id,text\n', 'expected at least one sample'],
  ['a column twice', 'id,text,text\na,b,c\n', 'column "text": expected each column only once'],
  ['a field too many', 'id,text\na,b\nc,d,e\n', 'line 3: expected 2 fields, as in the header, got "3: c | d | e"'],
  ['an open quote', 'id,text\na,"b\nc,d\n', 'line 2: expected a closing quotation mark'],
])('a manifest with %s is refused', async (_, content, message) => {
  const loading = content === undefined ? loadManifest(join(folder, 'none.csv'), { modalities, seed: 1 }) : load(content);
  await expect(loading).rejects.toThrow(message);
});

test('the fingerprint changes with the bytes', async () => {
  const { fingerprint } = await load('id,text\na,t\n');
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect((await load('id,text\na,u\n')).fingerprint).not.toBe(fingerprint);
});

test('20,000 rows are read', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `s${i},c${i % 50},images/${i}.png,a passage of words about number ${i}`).join('\n');
  const { samples } = await load(`id,label,image,text\n${rows}\n`);
  expect(samples.length).toBe(20_000);
  expect(samples[19_999].media.image).toEqual({ kind: 'file', path: 'images/19999.png' });
});
