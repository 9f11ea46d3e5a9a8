import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '@mmae/input';
import { normalised, tokenize } from '@mmae/text-features';
import type { Archive, ArchiveCounts } from './archive.ts';
import { assetByContent, assetById, assetByKey, assetPage, setAssetState } from './assets/assets.ts';
import { backupArchive } from './upkeep/backup.ts';
import { checkArchive } from './upkeep/check.ts';
import { openDatabase, toInputError, type Database } from './database.ts';
import { decide, undo } from './decisions/decide.ts';
import { decisionLog, type DecisionLog } from './decisions/decision-log.ts';
import { catchUp, isLogInStep } from './decisions/log-sync.ts';
import { decisionsOfContent, isSameFrames } from './decisions/matching.ts';
import { decisionsSince, orphanDecisions } from './decisions/rows.ts';
import { filterSamples } from './search/filter.ts';
import { listJobs, putJob } from './jobs.ts';
import { labelReader } from './tags/labels.ts';
import { putAsset, removeAsset } from './assets/put-asset.ts';
import { reviewedTags, reviewQueue } from './tags/review.ts';
import { clustersOf, readClusters, readMap, samplesOfCluster } from './indexing/clusters.ts';
import { readEmbeddings } from './indexing/embedding-blocks.ts';
import { beginIndex } from './indexing/indexing.ts';
import { currentRun, currentRunKey } from './indexing/runs.ts';
import { eachSample, sampleById, sampleByKey, samplesOfAsset } from './assets/samples.ts';
import { expectVersion, migrate } from './schema.ts';
import { tagsOf, tagsOfAll } from './tags/tags.ts';
import { indexVersionOf, versionOf } from './versions.ts';
import { matchWords, unknownWords, type Tokenize } from './search/words.ts';

export interface OpenArchiveOptions {
  /** makes the folder and an empty archive if there is none; default false */
  readonly create?: boolean;
  /** default false */
  readonly readOnly?: boolean;
}

/** Splits texts of samples, and labels, into words. Queries must be split in the same way. */
export const archiveWords: Tokenize = (text) => tokenize(normalised(text));

/**
 * Opens an archive. A database that was deleted is made anew from `decisions.jsonl`: decisions are orphans until their assets are added again.
 *
 * @throws InputError if there is no archive, or if it is damaged or of a newer version
 */
export function openArchive(folder: string, { create = false, readOnly = false }: OpenArchiveOptions = {}): Archive {
  const path = join(resolve(folder), 'archive.sqlite');
  const log = decisionLog(join(resolve(folder), 'decisions.jsonl'));
  if (!existsSync(path) && !(create && !readOnly)) {
    const remedy =
      log.sizeBytes() > 0
        ? 'Its decisions.jsonl keeps every decision: restore a backup, or add the media again.'
        : 'Make one with mmae-archive add.';
    throw new InputError(`openArchive: expected an archive, got ${folder}, which has no archive.sqlite. ${remedy}`);
  }
  if (create && !readOnly) mkdirSync(folder, { recursive: true });
  const db = openPrepared(path, log, readOnly);
  return toArchive(resolve(folder), db, log);
}

function openPrepared(path: string, log: DecisionLog, readOnly: boolean): Database {
  let db: Database | undefined;
  try {
    db = openDatabase(path, { readOnly });
    if (readOnly) expectVersion(db);
    else {
      migrate(db);
      const store = { db, log, tokenize: archiveWords };
      if (!isLogInStep(store)) db.write(() => catchUp(store));
    }
    return db;
  } catch (error) {
    db?.connection.close();
    throw toInputError(error, path) ?? asDamage(error, path) ?? error;
  }
}

/** Whatever SQLite says of a file that it cannot open, such as `unsupported file format`, the file is no archive. */
function asDamage(error: unknown, path: string): InputError | undefined {
  const { sqliteCodeName, message } = Object(error) as { sqliteCodeName?: string; message?: string };
  if (sqliteCodeName === undefined) return undefined;
  return new InputError(`openArchive: expected the database of an archive, got ${path}: ${message}. Restore a backup.`, { cause: error });
}

function toArchive(folder: string, db: Database, log: DecisionLog): Archive {
  const store = { db, log, tokenize: archiveWords };
  return {
    folder,
    ...toAssets(db),
    ...toIndex(db),
    tagsOf: (sampleKey) => tagsOf(db, sampleKey),
    tagsOfAll: (sampleKeys) => tagsOfAll(db, sampleKeys),
    labels: labelReader(db),
    decide: (decisions) => decide(store, decisions),
    undo: (decisionId, who) => undo(store, decisionId, who),
    decisionsOf: (sampleKey) => decisionsOf(db, sampleKey),
    decisionsSince: (seq, limit) => decisionsSince(db, seq, limit),
    orphans: () => orphanDecisions(db),
    reviewed: () => reviewedTags(db),
    reviewQueue: (options) => db.read(() => reviewQueue(db, options)),
    matchWords: (terms) => db.read(() => matchWords(db, terms)),
    filter: (filter) => db.read(() => filterSamples(db, filter)),
    unknownWords: (words) => unknownWords(db, words),
    putJob: (job) => putJob(db, job),
    jobs: () => listJobs(db),
    version: () => versionOf(db),
    indexVersion: () => indexVersionOf(db),
    check: () => checkArchive(db, log, archiveWords),
    backup: (file, onProgress) => backupArchive(db, file, onProgress),
    close: () => db.close(),
  };
}

const toAssets = (db: Database) =>
  ({
    putAsset: (asset, samples) => putAsset(db, archiveWords, asset, samples),
    putAssets: (items) => db.write(() => items.map(({ asset, samples }) => putAsset(db, archiveWords, asset, samples))),
    removeAsset: (key) => removeAsset(db, key),
    setAssetState: (key, state) => setAssetState(db, key, state),
    asset: (key) => assetByKey(db, key),
    assetByContent: (content) => assetByContent(db, content),
    assetById: (id) => assetById(db, id),
    assets: (page) => assetPage(db, page),
    sample: (key) => sampleByKey(db, key),
    sampleById: (id) => db.read(() => sampleById(db, id)),
    samplesOf: (assetKey, limit) => samplesOfAsset(db, assetKey, limit),
    eachSample: () => eachSample(db),
    counts: () => countAll(db),
    languages: () => languages(db),
  }) satisfies Partial<Archive>;

const toIndex = (db: Database) =>
  ({
    beginIndex: (run) => beginIndex(db, run),
    currentRun: () => currentRun(db),
    embeddings: (subset) => db.read(() => readEmbeddings(db, currentRunKey(db) ?? -1, subset)),
    clusters: () => readClusters(db),
    samplesOfCluster: (cluster, page) => samplesOfCluster(db, cluster, page),
    clustersOf: (sampleKeys) => clustersOf(db, sampleKeys),
    map: () => db.read(() => readMap(db)),
  }) satisfies Partial<Archive>;

const countAll = (db: Database) =>
  db.get<ArchiveCounts>(
    `SELECT (SELECT count(*) FROM assets) AS numAssets, (SELECT count(*) FROM samples) AS numSamples,
      (SELECT count(*) FROM annotations WHERE run_key = (SELECT key FROM runs WHERE is_current)) AS numIndexed,
      (SELECT count(*) FROM decisions) AS numDecisions, (SELECT count(*) FROM decisions WHERE is_orphan) AS numOrphans`,
  )!;

const languages = (db: Database) =>
  db
    .all<{ language: string }>(
      `SELECT DISTINCT coalesce(s.language, a.language) AS language FROM samples s JOIN assets a ON a.key = s.asset_key
        WHERE coalesce(s.language, a.language) IS NOT NULL ORDER BY language`,
    )
    .map(({ language }) => language);

function decisionsOf(db: Database, sampleKey: number) {
  const sample = sampleByKey(db, sampleKey);
  const content = sample && assetByKey(db, sample.assetKey)?.content;
  return content ? decisionsOfContent(db, content).filter(({ range }) => isSameFrames(range, sample.range)) : [];
}
