import { Readable } from 'node:stream';
import fc from 'fast-check';
import { CsvError, parseCsv, readCsv, type CsvOptions } from './read-csv.ts';
import { toCsv } from './to-csv.ts';

async function rowsOf(text: string, options?: CsvOptions, pieceLength = 5) {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceLength) }, (_, i) =>
    bytes.subarray(i * pieceLength, (i + 1) * pieceLength),
  );
  const rows = [];
  for await (const row of readCsv(pieces, options)) rows.push(row);
  return rows;
}

test('what is written can be read', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', ';') });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(table, (rows) => expect(parseCsv(toCsv(rows), { mixedLineEnds: true })).toEqual(rows)));
  fc.assert(
    fc.property(table, (rows) => expect(parseCsv(toCsv(rows, { quoteSpaces: true }), { trim: true, mixedLineEnds: true })).toEqual(rows)),
  );
});

test('cells are quoted only if they must be', () => {
  expect(toCsv([['id', 'a "b"', 'c, d'], ['two\nlines', ' spaces ', 1]])).toBe('id,"a ""b""","c, d"\n"two\nlines", spaces ,1\n'); // prettier-ignore
  expect(toCsv([[' a', 'b ']], { quoteSpaces: true })).toBe('" a","b "\n');
});

test('rows come with the line on which they end', async () => {
  const rows = await rowsOf('\ufeffid;text\na;"two\nlines"\nb;ü\n', { delimiter: ';' });
  expect(rows).toEqual([
    { line: 1, cells: ['id', 'text'] },
    { line: 3, cells: ['a', 'two\nlines'] },
    { line: 4, cells: ['b', 'ü'] },
  ]);
});

test('deviations are accepted where they are allowed', async () => {
  expect(parseCsv('a, b \r\nc,"d "\rx,y\n', { trim: true, mixedLineEnds: true })).toEqual([['a', 'b'], ['c', 'd '], ['x', 'y']]); // prettier-ignore
  expect(parseCsv('a,b\n\nc\n', { skipEmptyLines: true, allowRaggedRows: true })).toEqual([['a', 'b'], ['c']]);
  expect(parseCsv('a,b\nc,d\n"', {}, 1)).toEqual([['a', 'b']]);
  await expect(rowsOf('a,b\nc\n')).rejects.toThrow('Invalid Record Length');
});

test('an error has its line and value', async () => {
  const error = await rowsOf('a,b\nc,"d\n', {}).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CsvError);
  expect(error).toMatchObject({ code: 'CSV_QUOTE_NOT_CLOSED', endOfRows: 4 });
  expect(() => parseCsv('a,b\nc,d"e\n')).toThrow(CsvError);
});

test('an error of the source is passed on', async () => {
  const broken = new Readable({ read: () => broken.destroy(new Error('disk')) });
  await expect(readCsv(broken).next()).rejects.toThrow('disk');
});
