import { matrix } from '@mmae/matrix';
import type { Embeddings } from './run.ts';
import type { Database } from '../database.ts';
import { knownNameKey, nameKey } from '../names.ts';

/** Samples whose keys agree but in the last 10 bits are in one block: a subset of 200,000 samples is read in 200 rows. */
const blockBits = 10;

interface BlockRow {
  readonly block: number;
  readonly num_columns: number;
  readonly sample_keys: Uint8Array;
  readonly vectors: Uint8Array;
}

/** Adds or replaces embeddings of one subset. @throws RangeError if a length differs from that of the others */
export function writeEmbeddings(db: Database, run: number, subset: string, vectors: ReadonlyMap<number, Float32Array>): void {
  const subsetKey = nameKey(db, subset);
  const numColumns = vectors.values().next().value?.length ?? 0;
  expectLength(db, run, subsetKey, subset, [...vectors.values()]);
  for (const [block, keys] of byBlock(vectors.keys())) {
    const rows = readBlock(db, run, subsetKey, block);
    for (const key of keys) rows.set(key, vectors.get(key)!);
    writeBlock(db, run, subsetKey, block, numColumns, rows);
  }
}

/** Removes the embeddings of samples that are no more, from all runs. */
export function removeEmbeddings(db: Database, sampleKeys: readonly number[]): void {
  for (const [block, keys] of byBlock(sampleKeys)) {
    const stored = db.all<{ run_key: number; subset: number; num_columns: number }>(
      'SELECT run_key, subset, num_columns FROM embedding_blocks WHERE block = ?',
      block,
    );
    for (const { run_key, subset, num_columns } of stored) {
      const rows = readBlock(db, run_key, subset, block);
      const removed = keys.filter((key) => rows.delete(key));
      if (removed.length > 0) writeBlock(db, run_key, subset, block, num_columns, rows);
    }
  }
}

/** All embeddings of one subset, in the order of sample keys. */
export function readEmbeddings(db: Database, run: number, subset: string): Embeddings | undefined {
  const subsetKey = knownNameKey(db, subset);
  if (subsetKey === undefined) return undefined;
  const blocks = db.all<BlockRow>(
    'SELECT block, num_columns, sample_keys, vectors FROM embedding_blocks WHERE run_key = ? AND subset = ? ORDER BY block',
    run,
    subsetKey,
  );
  const numRows = blocks.reduce((sum, { sample_keys }) => sum + sample_keys.length / 4, 0);
  if (numRows === 0) return undefined;
  const embeddings = { sampleKeys: new Uint32Array(numRows), matrix: matrix(numRows, blocks[0]!.num_columns) };
  const [keyBytes, vectorBytes] = [toBytes(embeddings.sampleKeys), toBytes(embeddings.matrix.data)];
  let [keysEnd, vectorsEnd] = [0, 0];
  for (const { sample_keys, vectors } of blocks) {
    keyBytes.set(sample_keys, keysEnd);
    vectorBytes.set(vectors, vectorsEnd);
    keysEnd += sample_keys.length;
    vectorsEnd += vectors.length;
  }
  return embeddings;
}

function byBlock(sampleKeys: Iterable<number>): Map<number, number[]> {
  const blocks = new Map<number, number[]>();
  for (const key of sampleKeys) {
    const keys = blocks.get(key >>> blockBits);
    if (keys) keys.push(key);
    else blocks.set(key >>> blockBits, [key]);
  }
  return blocks;
}

function readBlock(db: Database, run: number, subset: number, block: number): Map<number, Float32Array> {
  const row = db.get<BlockRow>('SELECT * FROM embedding_blocks WHERE run_key = ? AND subset = ? AND block = ?', run, subset, block);
  if (!row) return new Map();
  const data = toFloat32(row.vectors);
  const length = row.num_columns;
  return new Map(Array.from(toUint32(row.sample_keys), (key, i) => [key, data.subarray(i * length, (i + 1) * length)]));
}

function writeBlock(db: Database, run: number, subset: number, block: number, numColumns: number, rows: Map<number, Float32Array>): void {
  const keys = Uint32Array.from(rows.keys()).sort();
  const data = new Float32Array(keys.length * numColumns);
  keys.forEach((key, i) => data.set(rows.get(key)!, i * numColumns));
  db.run('INSERT OR REPLACE INTO embedding_blocks VALUES (?, ?, ?, ?, ?, ?)', run, subset, block, numColumns, toBytes(keys), toBytes(data));
}

function expectLength(db: Database, run: number, subsetKey: number, subset: string, vectors: readonly Float32Array[]): void {
  const stored = db.get<{ num_columns: number }>(
    'SELECT num_columns FROM embedding_blocks WHERE run_key = ? AND subset = ? LIMIT 1',
    run,
    subsetKey,
  );
  const expected = stored?.num_columns ?? vectors[0]?.length;
  const odd = vectors.find(({ length }) => length !== expected);
  if (odd) throw new RangeError(`put: expected embeddings of ${subset} of ${expected} numbers, got ${odd.length}.`);
}

export const toBytes = ({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array) => new Uint8Array(buffer, byteOffset, byteLength);

/** Copies, because the bytes of a BLOB need not be aligned. Little endian, like every machine that Node runs on. */
export const toUint32 = (bytes: Uint8Array) => new Uint32Array(bytes.slice().buffer);
export const toFloat32 = (bytes: Uint8Array) => new Float32Array(bytes.slice().buffer);
