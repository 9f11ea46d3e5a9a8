import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifest, type ManifestOptions } from './index.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'spreadsheet-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const modalities = { image: 'file', text: 'text' } as const;
function load(content: string | Buffer, { name = 'manifest.csv', ...options }: Partial<ManifestOptions> & { name?: string } = {}) {
  writeFileSync(join(folder, name), content);
  return loadManifest(join(folder, name), { modalities, seed: 1, ...options });
}

const sample = {
  id: 'a',
  split: 'train',
  label: 'Bär',
  media: { image: { kind: 'file', path: 'Bilder/ä.jpg' }, text: { kind: 'text', text: 'Ein „Bär“, ein Fluß;\nund mehr' } },
  extra: { Notiz: '3,5' },
};
const table = (separator: string, lineEnd = '\r\n') =>
  [
    ['id', 'split', 'label', 'image', 'text', 'Notiz'],
    ['a', 'train', 'Bär', 'Bilder/ä.jpg', '"Ein „Bär“, ein Fluß;\nund mehr"', '"3,5"'],
    ['b', 'validation', 'Bär', 'b.jpg', '', ''],
    ['c', 'test', 'Bär', 'c.jpg', '', ''],
  ]
    .map((row) => row.join(separator))
    .join(lineEnd);
const windows1252 = (text: string) => Buffer.from(text.replaceAll('„', '\x84').replaceAll('“', '\x93'), 'latin1');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['commas', table(','), []],
  ['line feeds', table(',', '\n'), []],
  ['carriage returns', table(',', '\r'), []],
  ['a byte order mark', `\ufeff${table(',')}`, []],
  ['semicolons', table(';'), ['manifest.csv: separated by semicolons']],
  ['tabs', table('\t'), ['manifest.csv: separated by tabs']],
  ['vertical bars', table('|'), ['manifest.csv: separated by vertical bars']],
  ['sep=', `sep=;\r\n${table(';')}`, ['manifest.csv: separated by semicolons']],
  ['sep= of another sign', `\ufeff"sep=^"\r\n${table('^')}`, ['manifest.csv: separated by "^"']],
  ['Windows-1252', windows1252(table(';')), ['manifest.csv: read as Windows-1252, separated by semicolons']],
  ['Excel’s Unicode text', Buffer.from(`\ufeff${table('\t')}`, 'utf16le'), ['manifest.csv: read as UTF-16LE, separated by tabs']],
  ['UTF-16 without a mark', Buffer.from(table(','), 'utf16le'), ['manifest.csv: read as UTF-16LE']],
  ['UTF-16BE', utf16be(`\ufeffsep=\\t\r\n${table('\t')}`), ['manifest.csv: read as UTF-16BE, separated by tabs']],
])('one table, with %s', async (_, content, remarks) => {
  const manifest = await load(content);
  expect(manifest.samples[0]).toEqual(sample);
  expect(manifest.samples).toHaveLength(3);
  expect(manifest.remarks).toEqual(remarks);
});

test('the separator is what parts the header, not what is in its quotation marks or in the rows', async () => {
  const { samples } = await load('id;text;"a, b, c, d, e"\ns;one, two, three;x\n');
  expect(samples[0]).toMatchObject({ media: { text: { text: 'one, two, three' } }, extra: { 'a, b, c, d, e': 'x' } });
});

test('a folder stands for its manifest, whatever its ending; of two it must be said which', async () => {
  await load('id\ttext\na\tt\n', { name: 'Manifest.TSV' });
  expect((await loadManifest(folder, { modalities, seed: 1 })).samples[0].id).toBe('a');
  await load('{"id":"b","text":"t"}', { name: 'manifest.jsonl' });
  await expect(loadManifest(folder, { modalities, seed: 1 })).rejects.toThrow(
    'expected one manifest, got "Manifest.TSV, manifest.jsonl". Name the one to read.',
  );
  await load('id,text\nc,t\n');
  expect((await loadManifest(folder, { modalities, seed: 1 })).samples[0].id).toBe('c');
});

test('brackets around names are no JSON', async () => {
  expect((await load('[nr],id,text\n1,a,t\n')).samples[0].extra).toEqual({ '[nr]': '1' });
});

test('a folder without one says what it has', async () => {
  writeFileSync(join(folder, 'Inventar.xlsx'), '');
  await expect(loadManifest(folder, { modalities, seed: 1 })).rejects.toThrow('expected a manifest that exists, got "Inventar.xlsx"');
});

const zip = (entry: string) => Buffer.from(`PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0${'\0'.repeat(14)}${entry}`, 'latin1');
test.each([
  ['m.xlsx', zip('[Content_Types].xml'), 'an Excel workbook (.xlsx)'],
  ['m.csv', zip('xl/workbook.xml'), 'an Excel workbook (.xlsx)'],
  ['m.ods', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), 'an OpenDocument spreadsheet (.ods)'],
  ['m.numbers', zip('Index/Document.iwa'), 'a Numbers document'],
  ['m.xls', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'an Excel workbook of before 2007 (.xls)'],
  ['m.xls', '<html><table><tr><td>id</td></tr></table>', 'a web page'],
  ['m.xml', '\ufeff<?xml version="1.0"?><Workbook/>', 'an XML document'],
  ['m.csv', Buffer.from('%PDF-1.4\n\0\0'), 'a PDF document'],
])('%s that is no table is refused with what it is and how to export one', async (name, content, look) => {
  await expect(load(content, { name })).rejects.toThrow(
    `expected a table as text, got "${look}". Export it. Excel: File, Save As, "CSV UTF-8`,
  );
});

test.each([
  [
    'Cyrillic',
    Buffer.from('id,text\na,\xea\xf0\xe0\xf1\xed\xfb\xe9 \xe4\xee\xec\n', 'latin1'),
    'no valid UTF-8 from line 2 on, and not clearly Windows-1252',
  ],
  ['zero bytes', 'id,text\na,t\0t\n', 'binary data (a zero byte at offset 11)'],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0]), 'UTF-32'],
])('what cannot be told is refused, with the way to save it: %s', async (_, content, got) => {
  const refusal = load(content);
  await expect(refusal).rejects.toThrow(`got "${got}".`);
  await expect(refusal).rejects.toThrow('Excel: File, Save As, "CSV UTF-8 (Comma delimited)"');
});

test('headers are ours in any case and with any spaces; splits as well', async () => {
  const { samples, remarks } = await load(
    '\ufeff ID ,SPLIT\u00a0,"label ",Group,Text,Language\na, Train ,cat,g,t,en\nb,TEST,dog,h,u,de\nc,Validation,dog,i,v,fr\n',
  );
  expect(samples).toEqual([
    { id: 'a', split: 'train', label: 'cat', group: 'g', media: { text: { kind: 'text', text: 't', language: 'en' } }, extra: { language: 'en' } },
    { id: 'b', split: 'test', label: 'dog', group: 'h', media: { text: { kind: 'text', text: 'u', language: 'de' } }, extra: { language: 'de' } },
    { id: 'c', split: 'validation', label: 'dog', group: 'i', media: { text: { kind: 'text', text: 'v', language: 'fr' } }, extra: { language: 'fr' } },
  ]); // prettier-ignore
  expect(remarks[0]).toMatch(/^manifest\.csv: columns: "ID" is id, "SPLIT" is split, .*"Language" is language$/);
});

test('columns are ours by the names that they are given, one of them for two', async () => {
  const columns = { id: 'Bild', image: 'bild', text: 'Titel', label: 'Sachgruppe' };
  const { samples, remarks } = await load('ID;Bild;Titel;Sachgruppe;label\n7;B\\ä.jpg;Ein Bär;Tiere;alt\n', { columns });
  expect(samples[0]).toMatchObject({
    id: 'B\\ä.jpg',
    label: 'Tiere',
    media: { image: { path: 'B/ä.jpg' }, text: { text: 'Ein Bär' } },
    extra: {},
  });
  expect(samples[0].extra).toEqual({});
  expect(remarks).toEqual([
    'manifest.csv: separated by semicolons',
    'manifest.csv: columns: "Bild" is id, "Bild" is image, "Titel" is text, "Sachgruppe" is label',
    'manifest.csv: column "ID" is left out, as another is id',
    'manifest.csv: column "label" is left out, as another is label',
  ]);
});

test('what a manifest lacks is one problem, with the column that may be meant', async () => {
  const rows = Array.from({ length: 154 }, (_, i) => `${i};${i}.jpg;${i}.wav`).join('\n');
  await expect(load(`Signatur;Bild;Ton\n${rows}\n`)).rejects.toThrow(
    [
      '2 problems',
      '  line 1: expected a column "id", got "Signatur, Bild, Ton". Name the one that tells samples apart: --column id=Signatur',
      '  line 1: expected a column of image, text, got "Signatur, Bild, Ton". Name one: --column image=Bild',
    ].join('\n'),
  );
  const unfound = load('Signatur,text\na,t\n', { columns: { id: 'Signatu' } });
  await expect(unfound).rejects.toThrow(
    '1 problem\n  line 1: expected a column "Signatu", which was named for id, got "Signatur, text". Name one that it has.',
  );
  const strange = load('id,text\na,t\n', { columns: { Bild: 'text' } });
  await expect(strange).rejects.toThrow('expected --column of id, split, label, group, language, image, text, got "Bild".');
});

test('labels and groups that may mean none are said, and stay', async () => {
  const { samples, remarks } = await load('id,label,group,text\na,NA,-,t\nb,NA,,t\nc,n/a,,t\nd,Nana,,t\n');
  expect(samples.map(({ label }) => label)).toEqual(['NA', 'NA', 'n/a', 'Nana']);
  expect(remarks).toEqual([
    'manifest.csv: "NA" is the label of 2 rows, read as any other; if it means none, leave the cells empty',
    'manifest.csv: "n/a" is the label of 1 row, read as any other; if it means none, leave the cells empty',
    'manifest.csv: "-" is the group of 1 row, read as any other; if it means none, leave the cells empty',
  ]);
});

test('groups so few that none is dealt to test are said', async () => {
  const rows = (groupOf: (row: number) => string, split = '') =>
    ['id,split,group,text', ...Array.from({ length: 90 }, (_, i) => `s${i},${split},${groupOf(i)},t`)].join('\n');
  const oneGroup = await load(rows(() => 'g'));
  expect(new Set(oneGroup.samples.map(({ split }) => split))).toEqual(new Set(['train']));
  expect(oneGroup.remarks).toEqual([
    'manifest.csv: no row is in test, as the 90 without a split are all of one group, and a group is never parted; name rows test in column split, or make groups smaller',
  ]);
  for (const manifest of [rows((i) => `g${i}`), rows(() => '')]) expect((await load(manifest)).remarks).toEqual([]);
  expect((await load(rows(() => 'g', 'train'))).remarks).toEqual([]);
  expect(
    (
      await load(
        rows(() => 'g'),
        { onlySplit: 'test' },
      )
    ).remarks,
  ).toEqual([]);
});

test.each([
  ['id;Signatur;Bild\n1;2;3\n', 'expected a column of image, text, got "id, Signatur, Bild". Name one: --column image=Bild'],
  ['id,note,Titel\n1,2,3\n', 'Name one: --column text=Titel'],
  ['id,note\n1,2\n', 'Name one: --column image=note'],
  ['id,label\n1,2\n', 'expected a column of image, text, got "id, label". Add one, such as image.'],
  ['label,text,note\nx,t,n\n', 'Name the one that tells samples apart: --column id=note'],
  ['label,image\nx,a.jpg\n', 'Name the one that tells samples apart: --column id=image'],
])('a column is not proposed for what it is not: %j', async (content, message) => {
  await expect(load(content)).rejects.toThrow(message);
});

test('columns that may have been meant as ours are carried along and said', async () => {
  const { samples, remarks } = await load('id,lable,img,txet,text,grop,comment\na,cat,a.png,x,t,g,c\n');
  expect(samples[0].extra).toEqual({ lable: 'cat', img: 'a.png', txet: 'x', grop: 'g', comment: 'c' });
  expect(remarks).toEqual([
    'manifest.csv: column "lable" is carried along, not read; if it is label: --column label=lable',
    'manifest.csv: column "grop" is carried along, not read; if it is group: --column group=grop',
    'manifest.csv: column "img" is carried along, not read; if it is image: --column image=img',
  ]);
  const named = await load('id,Text to read,texts\na,u,t\n', { columns: { text: 'TEXT TO READ' } });
  expect(named.samples[0].extra).toEqual({ texts: 't' });
});

test.each([
  ['two that are one', 'id,Label,label ,text\na,b,c,d\n', 'line 1, column "label": expected every column once, got "Label, label".'],
  ['a further one twice', 'id,note,note,text\na,b,c,d\n', 'line 1, column "note": expected every column once'],
  ['a name of samples.csv', 'id,text,present\na,b,c\n', 'line 1, column "present": expected further columns of other names than samples.csv adds (present), got "present". Rename it.'],
  ['such a name in another case', 'id,text, Present\na,b,c\n', 'column "Present": expected further columns of other names'],
  ['too few fields', 'id,split,text\na,train\nb,train,t\n', 'line 2: expected 3 fields, as many as the header has, got "2: a | train".'],
  ['quotation marks after a backslash', 'id,text\na,"say \\"hi\\""\n', 'line 2: expected a separator or the end of the line after the quotation mark that ends a field'],
  ['quotation marks within a field', 'id,text\nb,t\na,a 5" disc\n', 'line 3: expected quotation marks within a field that is in quotation marks itself, and doubled, got "a 5". Write 5" as "5""".'],
])('a header or row with %s is refused', async (_, content, message) => {
  await expect(load(content)).rejects.toThrow(message);
}); // prettier-ignore

test('blank lines, rows of nothing, and what separators at the end of lines leave are no rows and no columns', async () => {
  const { samples, remarks } = await load('\r\nid;text;;\r\n\r\na;t;;\r\n;;;\r\nb;u\r\nc;v;;;;\r\n   \r\n');
  expect(samples.map(({ id, extra }) => [id, extra])).toEqual([['a', {}], ['b', {}], ['c', {}]]); // prettier-ignore
  expect(remarks).toEqual(['manifest.csv: separated by semicolons']);
  expect((await load(',id,text\n0,a,t\n')).remarks).toEqual(['manifest.csv: 1 column without a name left out']);
});

test('spaces around fields are no part of them, quotation marks or not', async () => {
  const { samples } = await load('id, text , image\na , "t, u" ,\u00a0b c.png \n');
  expect(samples[0]).toMatchObject({ id: 'a', media: { text: { text: 't, u' }, image: { path: 'b c.png' } } });
  expect((await load('{"id":" a ","text":" t "}\n{"id":"b","text":"u"}\n', { name: 'm.jsonl' })).remarks).toEqual([
    'm.jsonl: spaces around 1 of column id left out',
  ]);
});

test('a Git LFS pointer, and letters lost before, are said', async () => {
  await expect(load('version https://git-lfs.github.com/spec/v1\noid sha256:0')).rejects.toThrow(
    'got "a Git LFS pointer, which stands in for it". Run git lfs pull.',
  );
  expect((await load('id,text\na,caf\ufffd\n')).remarks).toEqual([
    'manifest.csv: has replacement characters (\ufffd) in place of letters that were lost before it was saved',
  ]);
});

test('a table without a header is said to be one', async () => {
  await expect(load('sep=;\na1;harbour;"Trawlers leave at dawn"\na2;;x\n')).rejects.toThrow(
    'line 2: expected a column "id", got "a1, harbour, Trawlers leave at dawn". Begin with a header, such as id,split,label,image,text; or name the one that tells samples apart: --column id=a1',
  );
});

test('lines are counted as an editor does, the line of sep= and those within fields among them', async () => {
  await expect(load('sep=;\nid;split;text\na;train;"one\ntwo"\nb;trian;t\n')).rejects.toThrow('line 5, column "split"');
});

test('a media root of its own', async () => {
  mkdirSync(join(folder, 'media'));
  writeFileSync(join(folder, 'media', 'a.txt'), 'words');
  const { samples } = await load('id,text\na,a.txt\n', { mediaRoot: join(folder, 'media') });
  expect(samples[0].media.text).toEqual({ kind: 'text', text: 'words' });
});
