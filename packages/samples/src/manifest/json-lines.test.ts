import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifest } from '../index.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'json-lines-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function load(content: string | Buffer, name = 'm.jsonl') {
  writeFileSync(join(folder, name), content);
  return loadManifest(join(folder, name), { modalities: { text: 'text' }, seed: 1 });
}

test.each(['m.jsonl', 'm.ndjson', 'm.JSONL'])('%s has one object per line; the case of keys is ignored', async (name) => {
  const { samples, remarks } = await load('{"ID":"a"," Label ":"cat","Text":"t"}\r\n\r\n{"ID":"b","Text":"u"}', name);
  expect(samples.map(({ id, label, media }) => [id, label, media.text])).toEqual([
    ['a', 'cat', { kind: 'text', text: 't' }],
    ['b', undefined, { kind: 'text', text: 'u' }],
  ]);
  expect(remarks).toEqual([`${name}: columns: "ID" is id, " Label " is label, "Text" is text`]);
});

test('a line ends at a line feed, not at a line separator within a string', async () => {
  const { samples } = await load('{"id":"a","text":"one\u2028two\u2029three\u0085four"}\n{"id":"b","text":"x"}\n');
  expect(samples.map(({ media }) => media.text)).toEqual([
    { kind: 'text', text: 'one\u2028two\u2029three\u0085four' },
    { kind: 'text', text: 'x' },
  ]);
});

test('text that is clearly Windows-1252 is read with a remark, other encodings are refused', async () => {
  const { samples, remarks } = await load(Buffer.from('{"id":"a","label":"pêche","text":"naïve"}\n', 'latin1'));
  expect([samples[0].label, samples[0].media.text]).toEqual(['pêche', { kind: 'text', text: 'naïve' }]);
  expect(remarks).toEqual(['m.jsonl: read as Windows-1252']);
  await expect(load(Buffer.from([...Buffer.from('{"id":"a","text":"'), 0xe4, 0xe0, 0x22, 0x7d]))).rejects.toThrow(
    'expected UTF-8, UTF-16 or clearly Windows-1252, got "not valid UTF-8 from line 1 on, and not clearly Windows-1252". Save it as UTF-8.',
  );
});

test('UTF-16', async () => {
  const { samples } = await load(Buffer.from('\ufeff{"id":"a","text":"größer"}\r\n', 'utf16le'));
  expect(samples[0].media.text).toEqual({ kind: 'text', text: 'größer' });
});

test('integers keep all their digits; true and null become text', async () => {
  const { samples } = await load(
    '{"id":12345678901234567890,"text":"t: {\\"id\\": 1}, [","year":1984.50,"on":true,"none":null}\n{"id":12345678901234567891,"text":"u"}\n',
  );
  expect(samples.map(({ id }) => id)).toEqual(['12345678901234567890', '12345678901234567891']);
  expect(samples[0].extra).toEqual({ year: '1984.5', on: 'true', none: '' });
});

test.each([
  ['{"text":"t","id":"a"}\n[1]\n', 'line 2: expected one JSON object per line, got "[1]"'],
  ['{"id":"a","text":"t"}\n{"id":"b"\n', 'line 2: expected one JSON object per line, got "{\\"id\\":\\"b\\""'],
  ['{"id":"a","text":{"en":"x"}}\n', 'line 1, column "text": expected a string, a number or null, got "{\\"en\\":\\"x\\""'],
  ['{"id":"a","text":["x"]}\n', 'line 1, column "text": expected a string, a number or null'],
  ['{"id":"a","text":"t"}\n{"id":"b","text":"t","text":"u"}\n', 'line 2, column "text": expected each column only once, got "text, text"'],
  ['{"id":"a","text":"t","Text ":"u"}\n', 'line 1, column "text": expected each column only once, got "text, Text "'],
  ['{"id":"a","text":"t","note":1,"note":2}\n', 'line 1, column "note": expected each column only once'],
  ['{"id":"a","text":"t","te\\u0078t":"u"}\n', 'line 1, column "text": expected each column only once'],
  ['{"id":"a","text":"half \\ud83d of one"}\n', 'line 1: expected complete surrogate pairs'],
  ['[{"id":"a","text":"t"}]\n', 'expected a table, or one JSON object per line, got "a JSON array". Convert it to lines: jq -c'],
])('%s is refused', async (content, message) => {
  await expect(load(content)).rejects.toThrow(message);
});

test('a first line without an id is a problem, even if later lines have one', async () => {
  await expect(load('{"text":"t","split":"nowhere"}\n{"id":"b","text":"u"}\n{"id":"b","text":"v"}')).rejects.toThrow(
    /line 1, column "id": expected an id, got ""[^]*line 1, column "split"[^]*line 3, column "id": expected a unique id/,
  );
});
