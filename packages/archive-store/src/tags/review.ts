import { InputError } from '@mmae/input';
import type { Page } from '../cursor.ts';
import type { ReviewedTag, ReviewItem, ReviewOptions, Tag } from './tag.ts';
import { fromCursor, pageSize, toPage } from '../cursor.ts';
import type { Database, SqlValue } from '../database.ts';
import { knownNameKey, nameOf } from '../names.ts';
import { currentRunKey } from '../indexing/runs.ts';
import { tagsOfAll } from './tags.ts';

/** Machine tags that people have decided on. */
export function reviewedTags(db: Database): ReviewedTag[] {
  const rows = db.all<{ confidence: number; is_word: number; modalities: string; is_accepted: number }>(
    `SELECT t.confidence, t.is_word, m.name AS modalities, v.is_accepted FROM verdicts v
      JOIN machine_tags t ON t.run_key = ? AND t.sample_key = v.sample_key AND t.label = v.label
      JOIN names m ON m.key = t.modalities WHERE v.is_accepted IS NOT NULL ORDER BY v.seq`,
    currentRunKey(db) ?? -1,
  );
  return rows.map((row) => ({
    confidence: row.confidence,
    kind: row.is_word ? 'word' : 'label',
    from: row.modalities,
    isRight: row.is_accepted === 1,
  }));
}

interface QueueRow {
  readonly sample_key: number;
  readonly label: number;
  readonly first: number;
  readonly second: number;
}

/** How a queue is ordered: by two numbers, which an index has in this order, and among equals by the key of the label. */
interface QueueOrder {
  readonly from: string;
  readonly first: string;
  readonly second: string;
}

const orders = {
  uncertainty: { from: 'machine_tags t', first: 't.uncertainty', second: 't.sample_key' },
  /** the tags of one label are found by it and then sorted */
  uncertaintyOfLabel: { from: 'machine_tags t', first: 'abs(t.confidence - 0.5)', second: 't.sample_key' },
  cluster: { from: 'cluster_members m CROSS JOIN machine_tags t ON t.sample_key = m.sample_key', first: 'm.cluster', second: 'm.position' },
} satisfies Record<string, QueueOrder>;

function orderOf({ by, label }: ReviewOptions): QueueOrder {
  if (by === 'uncertainty') return label === undefined ? orders.uncertainty : orders.uncertaintyOfLabel;
  if (by === 'cluster') return orders.cluster;
  throw new InputError(`reviewQueue: expected by to be uncertainty or cluster, got ${JSON.stringify(by)}.`);
}

/** Undecided machine tags. See `Archive.reviewQueue`. */
export function reviewQueue(db: Database, options: ReviewOptions): Page<ReviewItem> {
  const order = orderOf(options);
  const size = pageSize('reviewQueue', options);
  const after = options.cursor === undefined ? [-1, -1, -1] : fromCursor('reviewQueue', options.cursor, ['number', 'number', 'number']);
  const { sql, values } = queueConditions(db, options);
  const position = `${order.first}, ${order.second}`;
  const rows = db.all<QueueRow>(
    `SELECT t.sample_key, t.label, ${order.first} AS first, ${order.second} AS second FROM ${order.from}
      WHERE t.run_key = ? AND (${position}) >= (?, ?) AND (${position}, t.label) > (?, ?, ?) ${sql}
      AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.sample_key = t.sample_key AND v.label = t.label AND v.is_accepted IS NOT NULL)
      ORDER BY ${position}, t.label LIMIT ?`,
    currentRunKey(db) ?? -1,
    ...after.slice(0, 2),
    ...after,
    ...values,
    size + 1,
  );
  const tags = tagsOfAll(db, rows.map(({ sample_key }) => sample_key)); // prettier-ignore
  return toPage(
    rows,
    size,
    ({ sample_key, label }) => ({ sampleKey: sample_key, tag: tagOf(tags.get(sample_key)!, nameOf(db, label)) }),
    ({ first, second, label }) => [first, second, label],
  );
}

const tagOf = (tags: readonly Tag[], label: string) => tags.find((tag) => tag.label === label)!;

function queueConditions(db: Database, { by, cluster, label }: ReviewOptions): { sql: string; values: SqlValue[] } {
  const conditions: [string, SqlValue][] = [];
  if (cluster !== undefined)
    conditions.push([
      by === 'cluster' ? 'm.cluster = ?' : 't.sample_key IN (SELECT sample_key FROM cluster_members WHERE cluster = ?)',
      cluster,
    ]);
  if (label !== undefined) conditions.push(['t.label = ?', knownNameKey(db, label) ?? -1]);
  return { sql: conditions.map(([sql]) => `AND ${sql}`).join(' '), values: conditions.map(([, value]) => value) };
}
