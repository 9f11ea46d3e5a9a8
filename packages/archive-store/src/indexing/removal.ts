import type { Database } from '../database.ts';
import { countIndexChange } from '../versions.ts';
import { removeEmbeddings } from './embedding-blocks.ts';

/** A sample whose media or text changed is indexed again; until then its embeddings and tags are those from before. */
export function markAsPending(db: Database, sampleKey: number): void {
  db.run('DELETE FROM annotations WHERE run_key IN (SELECT key FROM runs) AND sample_key = ?', sampleKey);
}

/** Removes what any run stored about samples that are no more. The map is filtered when it is read. */
export function removeFromIndex(db: Database, sampleKeys: readonly number[]): void {
  if (sampleKeys.length === 0) return;
  const runs = db.all<{ key: number }>('SELECT key FROM runs');
  for (const sampleKey of sampleKeys) {
    for (const { key } of runs) {
      db.run('DELETE FROM annotations WHERE run_key = ? AND sample_key = ?', key, sampleKey);
      db.run('DELETE FROM machine_tags WHERE run_key = ? AND sample_key = ?', key, sampleKey);
    }
    db.run('DELETE FROM cluster_members WHERE sample_key = ?', sampleKey);
  }
  removeEmbeddings(db, sampleKeys);
  countIndexChange(db);
}
