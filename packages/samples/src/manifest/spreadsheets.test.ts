// Covers tables: `manifest-file.ts`, `manifest-rows.ts`, `csv-rows.ts`, `columns.ts`, `column-hints.ts`, `remarks.ts`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifest, type ManifestOptions } from '../index.ts';

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
])('the same table with %s', async (_, content, remarks) => {
  const manifest = await load(content);
  expect(manifest.samples[0]).toEqual(sample);
  expect(manifest.samples).toHaveLength(3);
  expect(manifest.remarks).toEqual(remarks);
});

test('the separator is detected in the header, outside quotation marks', async () => {
  const { samples } = await load('id;text;"a, b, c, d, e"\ns;one, two, three;x\n');
  expect(samples[0]).toMatchObject({ media: { text: { text: 'one, two, three' } }, extra: { 'a, b, c, d, e': 'x' } });
});

test('the manifest of a folder may have any extension, but must be unique', async () => {
  await load('id\ttext\na\tt\n', { name: 'Manifest.TSV' });
  expect((await loadManifest(folder, { modalities, seed: 1 })).samples[0].id).toBe('a');
  await load('{"id":"b","text":"t"}', { name: 'manifest.jsonl' });
  await expect(loadManifest(folder, { modalities, seed: 1 })).rejects.toThrow(
    'expected one manifest, got "Manifest.TSV, manifest.jsonl". Give the path of one of them.',
  );
  await load('id,text\nc,t\n');
  expect((await loadManifest(folder, { modalities, seed: 1 })).samples[0].id).toBe('c');
});

test('brackets in a header are not taken for JSON', async () => {
  expect((await load('[nr],id,text\n1,a,t\n')).samples[0].extra).toEqual({ '[nr]': '1' });
});

test('a folder without a manifest names its spreadsheets', async () => {
  writeFileSync(join(folder, 'Inventar.xlsx'), '');
  await expect(loadManifest(folder, { modalities, seed: 1 })).rejects.toThrow('expected an existing manifest, got "Inventar.xlsx"');
});

const zip = (entry: string) => Buffer.from(`PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0${'\0'.repeat(14)}${entry}`, 'latin1');
test.each([
  ['m.xlsx', zip('[Content_Types].xml'), 'an Excel workbook (.xlsx)'],
  ['m.csv', zip('xl/workbook.xml'), 'an Excel workbook (.xlsx)'],
  ['m.ods', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), 'an OpenDocument spreadsheet (.ods)'],
  ['m.numbers', zip('Index/Document.iwa'), 'a Numbers document'],
  ['m.xls', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'an Excel workbook from before 2007 (.xls)'],
  ['m.xls', '<html><table><tr><td>id</td></tr></table>', 'a web page'],
  ['m.xml', '\ufeff<?xml version="1.0"?><Workbook/>', 'an XML document'],
  ['m.csv', Buffer.from('%PDF-1.4\n\0\0'), 'a PDF document'],
])('%s that is not a table is refused, with its type and instructions', async (name, content, look) => {
  await expect(load(content, { name })).rejects.toThrow(
    `expected a table as text, got "${look}". Export it. Excel: File, Save As, "CSV UTF-8`,
  );
});

test.each([
  [
    'Cyrillic',
    Buffer.from('id,text\na,\xea\xf0\xe0\xf1\xed\xfb\xe9 \xe4\xee\xec\n', 'latin1'),
    'not valid UTF-8 from line 2 on, and not clearly Windows-1252',
  ],
  ['zero bytes', 'id,text\na,t\0t\n', 'binary data (a zero byte at offset 11)'],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0]), 'UTF-32'],
])('an unknown encoding is refused, with instructions: %s', async (_, content, got) => {
  const refusal = load(content);
  await expect(refusal).rejects.toThrow(`got "${got}".`);
  await expect(refusal).rejects.toThrow('Excel: File, Save As, "CSV UTF-8 (Comma delimited)"');
});

test('header names and splits match regardless of case and spaces', async () => {
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

test('columns can be renamed, and one column can have two roles', async () => {
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
    'manifest.csv: column "ID" is ignored: another column is the id',
    'manifest.csv: column "label" is ignored: another column is the label',
  ]);
});

test('a missing column is one problem, with a suggestion', async () => {
  const rows = Array.from({ length: 154 }, (_, i) => `${i};${i}.jpg;${i}.wav`).join('\n');
  await expect(load(`Signatur;Bild;Ton\n${rows}\n`)).rejects.toThrow(
    [
      '2 problems',
      '  line 1: expected a column "id", got "Signatur, Bild, Ton". Name the column that identifies samples: --column id=Signatur',
      '  line 1: expected a media column (image, text), got "Signatur, Bild, Ton". Name one: --column image=Bild',
    ].join('\n'),
  );
  const unfound = load('Signatur,text\na,t\n', { columns: { id: 'Signatu' } });
  await expect(unfound).rejects.toThrow(
    '1 problem\n  line 1: expected a column "Signatu", given by --column as id, got "Signatur, text". Use the name of a column of the manifest.',
  );
  const strange = load('id,text\na,t\n', { columns: { Bild: 'text' } });
  await expect(strange).rejects.toThrow('expected --column for one of id, split, label, group, language, image, text, got "Bild".');
});

test('labels and groups that may mean none are kept, with a remark', async () => {
  const { samples, remarks } = await load('id,label,group,text\na,NA,-,t\nb,NA,,t\nc,n/a,,t\nd,Nana,,t\n');
  expect(samples.map(({ label }) => label)).toEqual(['NA', 'NA', 'n/a', 'Nana']);
  expect(remarks).toEqual([
    'manifest.csv: "NA" is used as the label of 2 rows; if it means none, leave the cells empty',
    'manifest.csv: "n/a" is used as the label of 1 row; if it means none, leave the cells empty',
    'manifest.csv: "-" is used as the group of 1 row; if it means none, leave the cells empty',
  ]);
});

test('too few groups for a test split give a remark', async () => {
  const rows = (groupOf: (row: number) => string, split = '') =>
    ['id,split,group,text', ...Array.from({ length: 90 }, (_, i) => `s${i},${split},${groupOf(i)},t`)].join('\n');
  const oneGroup = await load(rows(() => 'g'));
  expect(new Set(oneGroup.samples.map(({ split }) => split))).toEqual(new Set(['train']));
  expect(oneGroup.remarks).toEqual([
    'manifest.csv: no row is in test: the 90 rows without a split form a single group, and a group is never divided; put rows into test in the column split, or use smaller groups',
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
  ['id;Signatur;Bild\n1;2;3\n', 'expected a media column (image, text), got "id, Signatur, Bild". Name one: --column image=Bild'],
  ['id,note,Titel\n1,2,3\n', 'Name one: --column text=Titel'],
  ['id,note\n1,2\n', 'Name one: --column image=note'],
  ['id,label\n1,2\n', 'expected a media column (image, text), got "id, label". Add one, such as image.'],
  ['label,text,note\nx,t,n\n', 'Name the column that identifies samples: --column id=note'],
  ['label,image\nx,a.jpg\n', 'Name the column that identifies samples: --column id=image'],
])('suggestions for missing columns: %j', async (content, message) => {
  await expect(load(content)).rejects.toThrow(message);
});

test('unknown columns with likely names are kept, with a remark', async () => {
  const { samples, remarks } = await load('id,lable,img,txet,text,grop,comment\na,cat,a.png,x,t,g,c\n');
  expect(samples[0].extra).toEqual({ lable: 'cat', img: 'a.png', txet: 'x', grop: 'g', comment: 'c' });
  expect(remarks).toEqual([
    'manifest.csv: column "lable" is kept but not used; if it is the label: --column label=lable',
    'manifest.csv: column "grop" is kept but not used; if it is the group: --column group=grop',
    'manifest.csv: column "img" is kept but not used; if it is the image: --column image=img',
  ]);
  const named = await load('id,Text to read,texts\na,u,t\n', { columns: { text: 'TEXT TO READ' } });
  expect(named.samples[0].extra).toEqual({ texts: 't' });
});

test.each([
  ['two names for one column', 'id,Label,label ,text\na,b,c,d\n', 'line 1, column "label": expected each column only once, got "Label, label".'],
  ['an extra column twice', 'id,note,note,text\na,b,c,d\n', 'line 1, column "note": expected each column only once'],
  ['a reserved name', 'id,text,present\na,b,c\n', 'line 1, column "present": expected no column named present, which samples.csv adds, got "present". Rename it.'],
  ['a reserved name in another case', 'id,text, Present\na,b,c\n', 'column "Present": expected no column named present'],
  ['too few fields', 'id,split,text\na,train\nb,train,t\n', 'line 2: expected 3 fields, as in the header, got "2: a | train".'],
  ['quotation marks after a backslash', 'id,text\na,"say \\"hi\\""\n', 'line 2: expected a separator or a line end after the quotation mark that closes a field'],
  ['quotation marks within a field', 'id,text\nb,t\na,a 5" disc\n', 'line 3: expected quotation marks only in fields that are enclosed in quotation marks, got "a 5". Write 5" as "5""".'],
])('a header or row with %s is refused', async (_, content, message) => {
  await expect(load(content)).rejects.toThrow(message);
}); // prettier-ignore

test('blank lines, empty rows and trailing separators add no rows or columns', async () => {
  const { samples, remarks } = await load('\r\nid;text;;\r\n\r\na;t;;\r\n;;;\r\nb;u\r\nc;v;;;;\r\n   \r\n');
  expect(samples.map(({ id, extra }) => [id, extra])).toEqual([['a', {}], ['b', {}], ['c', {}]]); // prettier-ignore
  expect(remarks).toEqual(['manifest.csv: separated by semicolons']);
  expect((await load(',id,text\n0,a,t\n')).remarks).toEqual(['manifest.csv: 1 column without a name ignored']);
});

test('spaces around fields are removed, with or without quotation marks', async () => {
  const { samples } = await load('id, text , image\na , "t, u" ,\u00a0b c.png \n');
  expect(samples[0]).toMatchObject({ id: 'a', media: { text: { text: 't, u' }, image: { path: 'b c.png' } } });
  expect((await load('{"id":" a ","text":" t "}\n{"id":"b","text":"u"}\n', { name: 'm.jsonl' })).remarks).toEqual([
    'm.jsonl: spaces removed around 1 value of column id',
  ]);
});

test('a Git LFS pointer is refused, and lost letters give a remark', async () => {
  await expect(load('version https://git-lfs.github.com/spec/v1\noid sha256:0')).rejects.toThrow(
    'got "a Git LFS pointer". Run git lfs pull to download the manifest.',
  );
  expect((await load('id,text\na,caf\ufffd\n')).remarks).toEqual([
    'manifest.csv: contains replacement characters (\ufffd): letters were lost before it was saved',
  ]);
});

test('a missing header is named', async () => {
  await expect(load('sep=;\na1;harbour;"Trawlers leave at dawn"\na2;;x\n')).rejects.toThrow(
    'line 2: expected a column "id", got "a1, harbour, Trawlers leave at dawn". Start with a header such as id,split,label,image,text, or name the column that identifies samples: --column id=a1',
  );
});

test('line numbers count the sep= line and line breaks within fields, as editors do', async () => {
  await expect(load('sep=;\nid;split;text\na;train;"one\ntwo"\nb;trian;t\n')).rejects.toThrow('line 5, column "split"');
});

test('a media root other than the folder of the manifest', async () => {
  mkdirSync(join(folder, 'media'));
  writeFileSync(join(folder, 'media', 'a.txt'), 'words');
  const { samples } = await load('id,text\na,a.txt\n', { mediaRoot: join(folder, 'media') });
  expect(samples[0].media.text).toEqual({ kind: 'text', text: 'words' });
});
