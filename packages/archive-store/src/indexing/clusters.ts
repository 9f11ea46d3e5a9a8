import type { Page, PageRequest } from '../cursor.ts';
import type { ArchiveMap, Cluster, NewCluster } from './run.ts';
import { fromCursor, pageSize, toPage } from '../cursor.ts';
import type { Database } from '../database.ts';
import { toBytes, toFloat32, toUint32 } from './embedding-blocks.ts';
import { currentRunKey } from './runs.ts';

/** Replaces all clusters; they are numbered in the order given, from 0. Samples that are no more are left out. */
export function writeClusters(db: Database, clusters: readonly NewCluster[]): void {
  db.exec('DELETE FROM cluster_members; DELETE FROM clusters');
  clusters.forEach(({ name, words, sampleKeys }, number) => {
    db.run('INSERT INTO clusters VALUES (?, ?, ?)', number, name, JSON.stringify(words));
    sampleKeys.forEach((sampleKey, position) =>
      db.run('INSERT INTO cluster_members SELECT ?, ?, key FROM samples WHERE key = ? ON CONFLICT DO NOTHING', number, position, sampleKey),
    );
  });
}

export function readClusters(db: Database): Cluster[] {
  const rows = db.all<{ number: number; name: string; words: string; size: number }>(
    'SELECT number, name, words, (SELECT count(*) FROM cluster_members WHERE cluster = number) AS size FROM clusters ORDER BY number',
  );
  return rows.map(({ words, ...row }) => ({ ...row, words: JSON.parse(words) }));
}

/** Sample keys of a cluster, nearest to its centre first. */
export function samplesOfCluster(db: Database, cluster: number, request: PageRequest = {}): Page<number> {
  const size = pageSize('samplesOfCluster', request);
  const [after] = request.cursor === undefined ? [-1] : fromCursor('samplesOfCluster', request.cursor, ['number']);
  const rows = db.all<{ position: number; sample_key: number }>(
    'SELECT position, sample_key FROM cluster_members WHERE cluster = ? AND position > ? ORDER BY position LIMIT ?',
    cluster,
    after!,
    size + 1,
  );
  return toPage(rows, size, ({ sample_key }) => sample_key, ({ position }) => [position]); // prettier-ignore
}

/** The number of the cluster of each sample, −1 for none. */
export function clustersOf(db: Database, sampleKeys: Uint32Array): Int32Array {
  const members = db.get<{ keys: string; clusters: string }>(
    'SELECT json_group_array(sample_key) AS keys, json_group_array(cluster) AS clusters FROM cluster_members',
  )!;
  const clusters: readonly number[] = JSON.parse(members.clusters);
  const known = new Map((JSON.parse(members.keys) as readonly number[]).map((key, i) => [key, clusters[i]!]));
  return Int32Array.from(sampleKeys, (key) => known.get(key) ?? -1);
}

export function writeMap(db: Database, runKey: number, map: ArchiveMap | undefined): void {
  db.run('DELETE FROM maps');
  if (map) db.run('INSERT INTO maps VALUES (?, ?, ?)', runKey, toBytes(map.sampleKeys), toBytes(map.positions));
}

/** Positions of all mapped samples that still exist. */
export function readMap(db: Database): ArchiveMap | undefined {
  const row = db.get<{ sample_keys: Uint8Array; positions: Uint8Array }>(
    'SELECT sample_keys, positions FROM maps WHERE run_key = ?',
    currentRunKey(db) ?? -1,
  );
  if (!row) return undefined;
  const existing = new Set(db.keys('SELECT key FROM samples'));
  const sampleKeys = toUint32(row.sample_keys);
  const positions = toFloat32(row.positions);
  let numKept = 0;
  for (const [i, key] of sampleKeys.entries()) {
    if (!existing.has(key)) continue;
    sampleKeys[numKept] = key;
    positions.copyWithin(2 * numKept, 2 * i, 2 * i + 2);
    numKept += 1;
  }
  return { sampleKeys: sampleKeys.slice(0, numKept), positions: positions.slice(0, 2 * numKept) };
}
