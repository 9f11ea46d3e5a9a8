import { InputError } from '@mmae/input';
import type { Asset, AssetState, NewAsset } from './asset.ts';
import type { Page, PageRequest } from '../cursor.ts';
import { fromCursor, pageSize, toPage } from '../cursor.ts';
import type { Database } from '../database.ts';
import { firstDay, lastDay } from './days.ts';

interface AssetRow {
  readonly key: number;
  readonly id: string;
  readonly content: string;
  readonly kind: Asset['kind'];
  readonly root: string;
  readonly path: string;
  readonly copies: string;
  readonly title: string;
  readonly film: string | null;
  readonly language: string | null;
  readonly date: string | null;
  readonly size_bytes: number;
  readonly modified_ms: number;
  readonly subtitles: string;
  readonly state: AssetState;
  readonly added_at: string;
  readonly num_samples: number;
}

const toAsset = (row: AssetRow): Asset => ({
  key: row.key,
  id: row.id,
  content: row.content,
  kind: row.kind,
  root: row.root,
  path: row.path,
  copies: JSON.parse(row.copies),
  title: row.title,
  ...(row.film !== null && { film: JSON.parse(row.film) }),
  ...(row.language !== null && { language: row.language }),
  ...(row.date !== null && { date: row.date }),
  sizeBytes: row.size_bytes,
  modifiedMs: row.modified_ms,
  subtitles: JSON.parse(row.subtitles),
  state: row.state,
  addedAt: row.added_at,
  numSamples: row.num_samples,
});

const optionalAsset = (row: AssetRow | undefined) => row && toAsset(row);

export const assetByKey = (db: Database, key: number) => optionalAsset(db.get<AssetRow>('SELECT * FROM assets WHERE key = ?', key));

export const assetByContent = (db: Database, content: string) =>
  optionalAsset(db.get<AssetRow>('SELECT * FROM assets WHERE content = ?', content));

/** By id, or by a prefix of one that only one asset has. @throws InputError if several have it */
export function assetById(db: Database, id: string): Asset | undefined {
  const exact = db.get<AssetRow>('SELECT * FROM assets WHERE id = ?', id);
  if (exact || !/^[0-9a-f]+$/.test(id)) return optionalAsset(exact);
  const found = db.all<AssetRow>('SELECT * FROM assets WHERE id > ? AND id < ? LIMIT 2', id, `${id}g`);
  if (found.length > 1)
    throw new InputError(`asset: expected an id that one asset has, got ${JSON.stringify(id)}. Give more of its digits.`);
  return optionalAsset(found[0]);
}

export function assetPage(db: Database, request: PageRequest = {}): Page<Asset> {
  const size = pageSize('assets', request);
  const [path, key] = request.cursor === undefined ? ['', 0] : fromCursor('assets', request.cursor, ['string', 'number']);
  const rows = db.all<AssetRow>('SELECT * FROM assets WHERE (path, key) > (?, ?) ORDER BY path, key LIMIT ?', path!, key!, size + 1);
  return toPage(rows, size, toAsset, (row) => [row.path, row.key]);
}

/**
 * Writes the facts of an asset, unless they are as before. Another asset that had its file until now is missing from then on.
 *
 * @param before what the archive knows of this content
 * @returns its key
 */
export function writeAsset(db: Database, asset: NewAsset, before: Asset | undefined): number {
  expectAsset(asset);
  if (before && isSame(before, asset)) return before.key;
  db.run(`UPDATE assets SET state = 'missing' WHERE path = ? AND root = ? AND content <> ?`, asset.path, asset.root, asset.content);
  const key = before?.key ?? insertAsset(db, asset.content);
  db.run(
    `UPDATE assets SET kind = ?, root = ?, path = ?, copies = ?, title = ?, film = ?, language = ?, date = ?, first_day = ?, last_day = ?,
      size_bytes = ?, modified_ms = ?, subtitles = ?, state = 'present' WHERE key = ?`,
    asset.kind,
    asset.root,
    asset.path,
    JSON.stringify(asset.copies ?? []),
    asset.title,
    asset.film ? JSON.stringify(asset.film) : null,
    asset.language ?? null,
    asset.date ?? null,
    asset.date === undefined ? null : firstDay(asset.date),
    asset.date === undefined ? null : lastDay(asset.date),
    asset.sizeBytes,
    asset.modifiedMs,
    JSON.stringify(asset.subtitles ?? []),
    key,
  );
  return key;
}

const isSame = (before: Asset, asset: NewAsset) => before.state === 'present' && factsOf(before) === factsOf(asset);

const factsOf = ({
  content,
  kind,
  root,
  path,
  copies = [],
  title,
  film,
  language,
  date,
  sizeBytes,
  modifiedMs,
  subtitles = [],
}: NewAsset) => JSON.stringify({ content, kind, root, path, copies, title, film, language, date, sizeBytes, modifiedMs, subtitles });

const insertAsset = (db: Database, content: string) =>
  db.run(
    `INSERT INTO assets (id, content, kind, root, path, copies, title, size_bytes, modified_ms, subtitles, state, added_at)
      VALUES (?, ?, 'film', '', '', '[]', '', 0, 0, '[]', 'present', ?)`,
    newId(db, content),
    content,
    new Date().toISOString(),
  );

/** The first 16 digits of the content, or more if another asset has them. */
function newId(db: Database, content: string): string {
  for (let length = 16; length < content.length; length++) {
    const id = content.slice(0, length);
    if (!db.get('SELECT 1 FROM assets WHERE id = ?', id)) return id;
  }
  return content;
}

function expectAsset({ content, root, path, date }: NewAsset): void {
  if (!/^[0-9a-f]{64}$/.test(content)) {
    throw new InputError(`putAsset: expected content to be a SHA-256 of 64 hexadecimal digits, got ${JSON.stringify(content)}.`);
  }
  if (!root || !path) throw new InputError(`putAsset: expected root and path, got ${JSON.stringify({ root, path })}.`);
  if (date !== undefined) firstDay(date);
}

export function setAssetState(db: Database, key: number, state: AssetState): void {
  db.write(() => db.run('UPDATE assets SET state = ? WHERE key = ? AND state <> ?', state, key, state));
}
