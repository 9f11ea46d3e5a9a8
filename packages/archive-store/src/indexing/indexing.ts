import { InputError } from '@mmae/input';
import type { ArchiveMap, Indexing, NewCluster, RunReference, SampleAnnotation } from './run.ts';
import type { Database } from '../database.ts';
import { countIndexChange } from '../versions.ts';
import { nameKey } from '../names.ts';
import { writeClusters, writeMap } from './clusters.ts';
import { readEmbeddings, writeEmbeddings } from './embedding-blocks.ts';
import { currentRunKey, openRun, removeOtherRuns } from './runs.ts';

/** Begins or continues an index by a run. See `Archive.beginIndex`. */
export function beginIndex(db: Database, run: RunReference): Indexing {
  const runKey = db.write(() => openRun(db, run));
  removeOtherRuns(db, runKey);
  return {
    pending: () => pendingSamples(db, runKey),
    put: (batch) => db.write(() => putBatch(db, runKey, batch)),
    finish: (groups) => finish(db, runKey, groups),
    embeddings: (subset) => readEmbeddings(db, runKey, subset),
  };
}

const pendingSamples = (db: Database, runKey: number) =>
  db.keys(
    `SELECT s.key FROM samples s LEFT JOIN annotations n ON n.run_key = ? AND n.sample_key = s.key WHERE n.sample_key IS NULL`,
    runKey,
  );

/** Samples that were removed while the run annotated them are passed over. */
function putBatch(db: Database, runKey: number, batch: readonly SampleAnnotation[]): void {
  expectRun(db, runKey);
  const bySubset = new Map<string, Map<number, Float32Array>>();
  for (const annotation of batch) {
    const { sampleKey, embeddings } = annotation;
    if (!db.get('SELECT 1 FROM samples WHERE key = ?', sampleKey)) continue;
    db.run('INSERT OR REPLACE INTO annotations VALUES (?, ?, ?)', runKey, sampleKey, Number(annotation.isUnlikeTrain));
    putTags(db, runKey, annotation);
    for (const [subset, vector] of Object.entries(embeddings)) {
      const vectors = bySubset.get(subset) ?? new Map<number, Float32Array>();
      bySubset.set(subset, vectors.set(sampleKey, vector));
    }
  }
  for (const [subset, vectors] of bySubset) writeEmbeddings(db, runKey, subset, vectors);
  if (runKey === currentRunKey(db)) countIndexChange(db); // readers see another run only once it is finished
}

/** An index by another run that began meanwhile has removed what this one stored. */
function expectRun(db: Database, runKey: number): void {
  if (db.get('SELECT 1 FROM runs WHERE key = ?', runKey)) return;
  throw new InputError('index: expected to be the only index that is made, got another one that has begun since. Run one at a time.');
}

function putTags(db: Database, runKey: number, { sampleKey, tags }: SampleAnnotation): void {
  db.run('DELETE FROM machine_tags WHERE run_key = ? AND sample_key = ?', runKey, sampleKey);
  for (const { label, kind, confidence, from, concept } of tags) {
    if (!(confidence >= 0 && confidence <= 1)) throw new RangeError(`put: expected a confidence of 0 … 1, got ${confidence}.`);
    db.run(
      'INSERT OR REPLACE INTO machine_tags (run_key, sample_key, label, is_word, confidence, modalities, concept) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[runKey, sampleKey, nameKey(db, label), Number(kind === 'word'), confidence, nameKey(db, from)],
      concept === undefined ? null : nameKey(db, concept),
    );
  }
}

function finish(db: Database, runKey: number, groups: { readonly clusters: readonly NewCluster[]; readonly map?: ArchiveMap }): void {
  db.write(() => {
    expectRun(db, runKey);
    writeClusters(db, groups.clusters);
    writeMap(db, runKey, groups.map);
    db.run('UPDATE runs SET is_current = (key = ?)', runKey);
    countIndexChange(db);
  });
  removeOtherRuns(db, runKey);
}
