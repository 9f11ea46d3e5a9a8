import { InputError } from '@mmae/input';
import type { ArchiveSample } from './asset.ts';
import { assetById } from './assets.ts';
import type { Database } from '../database.ts';

interface SampleRow {
  readonly key: number;
  readonly asset_key: number;
  readonly asset_id: string;
  readonly from_frame: number | null;
  readonly to_frame: number | null;
  readonly timecode: string | null;
  readonly media: string;
  readonly text: string;
  readonly text_source: string | null;
  readonly language: string | null;
  readonly extra: string;
  readonly cluster: number | null;
  readonly is_unlike_train: number | null;
}

const columns = `s.key, s.asset_key, a.id AS asset_id, s.from_frame, s.to_frame, s.timecode, s.media, s.text, s.text_source, s.language, s.extra,
  (SELECT cluster FROM cluster_members m WHERE m.sample_key = s.key) AS cluster,
  (SELECT is_unlike_train FROM annotations n WHERE n.run_key = (SELECT key FROM runs WHERE is_current) AND n.sample_key = s.key) AS is_unlike_train`;
const source = 'samples s JOIN assets a ON a.key = s.asset_key';

const toSample = (row: SampleRow): ArchiveSample => ({
  key: row.key,
  id: row.from_frame === null ? row.asset_id : `${row.asset_id}:${row.from_frame}-${row.to_frame}`,
  assetKey: row.asset_key,
  ...(row.from_frame !== null && { range: { from: row.from_frame, to: row.to_frame! } }),
  ...(row.timecode !== null && { timecode: row.timecode }),
  media: JSON.parse(row.media),
  text: row.text,
  ...(row.text_source !== null && { textSource: row.text_source }),
  ...(row.language !== null && { language: row.language }),
  extra: JSON.parse(row.extra),
  ...(row.cluster !== null && { cluster: row.cluster }),
  ...(row.is_unlike_train === 1 && { isUnlikeTrain: true }),
});

export function sampleByKey(db: Database, key: number): ArchiveSample | undefined {
  const row = db.get<SampleRow>(`SELECT ${columns} FROM ${source} WHERE s.key = ?`, key);
  return row && toSample(row);
}

/** In the order of their frames, all unless a limit is given. */
export const samplesOfAsset = (db: Database, assetKey: number, limit = -1): ArchiveSample[] =>
  db
    .all<SampleRow>(
      `SELECT ${columns} FROM ${source} WHERE s.asset_key = ? ORDER BY s.from_frame, s.to_frame, s.key LIMIT ?`,
      assetKey,
      limit,
    )
    .map(toSample);

/** By id, or by a prefix of one that only one sample has. @throws InputError if several have it */
export function sampleById(db: Database, id: string): ArchiveSample | undefined {
  const [, assetId, frames] = /^([0-9a-f]+)(:.*)?$/.exec(id) ?? [];
  const asset = assetId ? assetById(db, assetId) : undefined;
  if (!asset) return undefined;
  return sampleOfFrames(db, asset.key, frames) ?? sampleByPrefix(db, asset.key, `${asset.id}${frames ?? ''}`, id);
}

function sampleOfFrames(db: Database, assetKey: number, frames: string | undefined): ArchiveSample | undefined {
  const [, from = null, to = null] = /^:(\d+)-(\d+)$/.exec(frames ?? '') ?? [];
  if (frames !== undefined && from === null) return undefined;
  const row = db.get<SampleRow>(
    `SELECT ${columns} FROM ${source} WHERE s.asset_key = ? AND s.from_frame IS ? AND s.to_frame IS ?`,
    ...[assetKey, from === null ? null : Number(from), to === null ? null : Number(to)],
  );
  return row && toSample(row);
}

function sampleByPrefix(db: Database, assetKey: number, prefix: string, given: string): ArchiveSample | undefined {
  const matching = samplesOfAsset(db, assetKey).filter((sample) => sample.id.startsWith(prefix));
  if (matching.length <= 1) return matching[0];
  throw new InputError(
    `sample: expected an id that one sample has, got ${JSON.stringify(given)}, which ${matching.length} have. Write it as ${matching[0]!.id}.`,
  );
}

const chunkSize = 1000;

/** All samples in the order of their keys, in chunks. Samples that are added meanwhile come last; those removed meanwhile are left out. */
export function* eachSample(db: Database): Generator<readonly ArchiveSample[], void, undefined> {
  for (let last = 0; ;) {
    const rows = db.all<SampleRow>(`SELECT ${columns} FROM ${source} WHERE s.key > ? ORDER BY s.key LIMIT ${chunkSize}`, last);
    if (rows.length === 0) return;
    yield rows.map(toSample);
    last = rows.at(-1)!.key;
  }
}
