import { InputError } from '@mmae/input';
import { toSeconds } from '@mmae/timecode';
import type { Asset, FilmFacts, FrameRange, NewAsset, NewSample, PutResult } from './asset.ts';
import { assetByContent, assetByKey, writeAsset } from './assets.ts';
import type { Database } from '../database.ts';
import { rematch } from '../decisions/matching.ts';
import { countIndexChange } from '../versions.ts';
import { markAsPending, removeFromIndex } from '../indexing/removal.ts';
import { removeWords, writeWords, type Tokenize } from '../search/words.ts';

/** Adds or updates an asset and its samples, in one transaction. See `Archive.putAsset`. */
export function putAsset(db: Database, tokenize: Tokenize, asset: NewAsset, samples: readonly NewSample[]): PutResult {
  expectSamples(samples);
  return db.write(() => {
    const before = assetByContent(db, asset.content);
    const assetKey = writeAsset(db, asset, before);
    const isMoved = before !== undefined && (before.path !== asset.path || before.root !== asset.root);
    const written = samples.map((sample) => writeSample(db, assetKey, asset, sample, isMoved));
    const numRemoved = removeOthers(db, assetKey, new Set(written.map(({ key }) => key)));
    if (numRemoved > 0 || written.some(({ status }) => status === 'added')) {
      db.run('UPDATE assets SET num_samples = ? WHERE key = ?', samples.length, assetKey);
      rematch(db, asset.content);
    }
    const changed = written.filter(({ status }) => status !== 'unchanged');
    if (changed.length > 0) countIndexChange(db);
    for (const { key } of isMoved || before?.title !== asset.title ? written : changed) writeWords(db, tokenize, key);
    const hasChanged = changed.length + numRemoved > 0 || !hasSameFacts(before, assetByKey(db, assetKey));
    const status = !before ? 'added' : isMoved ? 'moved' : hasChanged ? 'changed' : 'unchanged';
    return { assetKey, status, sampleKeys: written.map(({ key }) => key) };
  });
}

const hasSameFacts = (a: Asset | undefined, b: Asset | undefined) => JSON.stringify(a) === JSON.stringify(b);

/** Removes an asset with its samples, for a file that is gone for good. Its decisions remain and are orphans. */
export function removeAsset(db: Database, key: number): void {
  db.write(() => {
    const content = db.get<{ content: string }>('SELECT content FROM assets WHERE key = ?', key)?.content;
    if (content === undefined) return;
    removeOthers(db, key, new Set());
    db.run('DELETE FROM assets WHERE key = ?', key);
    rematch(db, content);
  });
}

interface StoredSample {
  readonly key: number;
  readonly media: string;
  readonly text: string;
  readonly facts: string;
}

function writeSample(db: Database, assetKey: number, asset: NewAsset, sample: NewSample, isMoved: boolean) {
  const { from, to } = sample.range ?? { from: null, to: null };
  const stored = db.get<StoredSample>(
    `SELECT key, media, text, json_array(timecode, text, text_source, language, extra, seconds) AS facts FROM samples
      WHERE asset_key = ? AND from_frame IS ? AND to_frame IS ?`,
    assetKey,
    from,
    to,
  );
  const media = JSON.stringify(sample.media);
  const values = [
    sample.timecode ?? null,
    sample.text,
    sample.textSource ?? null,
    sample.language ?? null,
    JSON.stringify(sample.extra),
    secondsOf(sample.range, asset.film),
  ];
  if (!stored) {
    const key = db.run(
      `INSERT INTO samples (asset_key, from_frame, to_frame, media, timecode, text, text_source, language, extra, seconds)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[assetKey, from, to, media, ...values],
    );
    return { key, status: 'added' as const };
  }
  const isSame = db.get<{ facts: string }>('SELECT json_array(?, ?, ?, ?, ?, CAST(? AS REAL)) AS facts', ...values)!.facts === stored.facts;
  if (isSame && stored.media === media) return { key: stored.key, status: 'unchanged' as const };
  // the files of a moved asset have other paths and the same content
  const hasSameMedia = isMoved ? modalities(stored.media) === modalities(media) : stored.media === media;
  db.run(
    'UPDATE samples SET media = ?, timecode = ?, text = ?, text_source = ?, language = ?, extra = ?, seconds = ? WHERE key = ?',
    ...[media, ...values, stored.key],
  );
  if (!hasSameMedia || stored.text !== sample.text) markAsPending(db, stored.key);
  return { key: stored.key, status: isSame && hasSameMedia ? ('unchanged' as const) : ('changed' as const) };
}

const modalities = (media: string) => Object.keys(JSON.parse(media)).toSorted().join();

const secondsOf = (range: FrameRange | undefined, film: FilmFacts | undefined): number | null =>
  range && film ? toSeconds(range.to - range.from, film.rate) : (film?.durationSeconds ?? null);

/** Removes the samples of an asset that are not to be kept. @returns their number */
function removeOthers(db: Database, assetKey: number, kept: ReadonlySet<number>): number {
  const all = db.all<{ key: number }>('SELECT key FROM samples WHERE asset_key = ?', assetKey);
  const removed = all.map(({ key }) => key).filter((key) => !kept.has(key));
  removeFromIndex(db, removed);
  for (const key of removed) {
    removeWords(db, key);
    db.run('DELETE FROM verdicts WHERE sample_key = ?', key);
    db.run('DELETE FROM samples WHERE key = ?', key);
  }
  return removed.length;
}

/** @throws InputError unless ranges are whole, not empty and all different */
function expectSamples(samples: readonly NewSample[]): void {
  const seen = new Set<string>();
  for (const { range } of samples) {
    const text = range ? `${range.from}-${range.to}` : 'without a range';
    if (range && !(Number.isSafeInteger(range.from) && Number.isSafeInteger(range.to) && range.from >= 0 && range.from < range.to)) {
      throw new InputError(`putAsset: expected frames 0 <= from < to, got ${text}.`);
    }
    if (seen.has(text)) throw new InputError(`putAsset: expected samples of different frames, got ${text} twice.`);
    seen.add(text);
  }
}
