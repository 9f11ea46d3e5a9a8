import type { IsUnlike } from '@mmae/annotator';
import type { TrainedRun } from '@mmae/embedder';
import { matrix } from '@mmae/matrix';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countUnlike, neighbourRows, tagRows, unlikeRows, withPlaces, type CsvRows } from './new-media-tables.ts';
import { writeCsv } from './write-csv.ts';

/** a has both modalities, b an image only, c a text only. */
const table = {
  ids: ['a', 'b', 'c'],
  blocks: { image: matrix(3, 1), text: matrix(3, 1) },
  present: { image: Uint8Array.of(1, 1, 0), text: Uint8Array.of(1, 0, 1) },
};
const imagesAreUnlike: IsUnlike = (_, subset) => subset.includes('image');

test('unlikeRows lists single modalities and exactly the modalities of a sample', () => {
  expect([...unlikeRows(table, imagesAreUnlike)]).toEqual([
    ['id', 'from'],
    ['a', 'image'],
    ['b', 'image'],
    ['a', 'image+text'],
  ]);
  expect(countUnlike(table, imagesAreUnlike)).toBe(2);
});

test('tagRows lists tags with their source, or that a sample is unlike the training data', () => {
  const run = { name: 'quick', version: '1' } as TrainedRun;
  const describe = ({ ids }: { readonly ids: readonly string[] }, from: readonly string[]) =>
    ids.map((id) => [{ kind: 'word', tag: `of ${id}`, confidence: 0.123456, from: from.join('+') } as const]);
  const rows = [...tagRows(run, describe, table, imagesAreUnlike)].slice(1);
  expect(rows.map(([id, kind, tag, confidence, from]) => [id, kind, tag, confidence, from])).toEqual([
    ['a', 'unlike', 'unlike the training data', '', 'image'],
    ['b', 'unlike', 'unlike the training data', '', 'image'],
    ['a', 'word', 'of a', 0.1235, 'text'],
    ['c', 'word', 'of c', 0.1235, 'text'],
    ['a', 'unlike', 'unlike the training data', '', 'image+text'],
  ]);
});

test('neighbourRows lists the nearest train samples with rank, label and cosine', () => {
  const run = { samples: [{ id: 'x' }, { id: 'y', label: 'sea' }, { id: 'z', label: 'sky' }] } as unknown as TrainedRun;
  const gallery = { rows: [1, 2], embedding: matrix(2, 2, Float32Array.of(1, 0, 0, 1)) };
  const embedding = matrix(3, 2, Float32Array.of(3, 0, 0, 2, 0, 0));
  expect([...neighbourRows(run, gallery, table, embedding)].slice(1)).toEqual([
    ['a', 'image+text', 1, 'y', 'sea', 1],
    ['a', 'image+text', 2, 'z', 'sky', 0],
    ['b', 'image', 1, 'z', 'sky', 1],
    ['b', 'image', 2, 'y', 'sea', 0],
  ]); // c has no embedding, and so no neighbours
});

test('writeCsv writes rows in chunks, and no draft remains', () => {
  const folder = mkdtempSync(join(tmpdir(), 'write-csv-'));
  function* rows() {
    yield ['id', 'text'];
    for (let i = 0; i < 5000; i++) yield [`s${i}`, 'a, "b"'];
  }
  writeCsv(join(folder, 'below', 'rows.csv'), rows());
  expect(readdirSync(join(folder, 'below'))).toEqual(['rows.csv']);
  const lines = readFileSync(join(folder, 'below', 'rows.csv'), 'utf8')
    .trimEnd()
    .split(/\r?\n/);
  expect([lines.length, lines[0], lines[5000]]).toEqual([5001, 'id,text', 's4999,"a, ""b"""']);
  rmSync(folder, { recursive: true });
});

test('withPlaces adds the film and the timecode of a shot where samples have them', () => {
  function* rows(): CsvRows {
    yield ['id', 'tag'];
    yield ['a/1', 'boat'];
    yield ['b', 'gull'];
  }
  const shot = { id: 'a/1', extra: { asset: 'a.mxf', timecode: '10:00:00:00', keywords: 'x' } };
  expect([...withPlaces(rows(), [shot, { id: 'b', extra: {} }])]).toEqual([
    ['id', 'tag', 'asset', 'timecode'],
    ['a/1', 'boat', 'a.mxf', '10:00:00:00'],
    ['b', 'gull', '', ''],
  ]);
  expect([...withPlaces(rows(), [{ id: 'b', extra: { timecode: '' } }])]).toEqual([...rows()]);
});
