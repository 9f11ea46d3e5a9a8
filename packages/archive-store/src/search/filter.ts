import type { SampleFilter } from './query.ts';
import type { Database, SqlValue } from '../database.ts';
import { firstDay, lastDay } from '../assets/days.ts';
import { knownNameKey } from '../names.ts';
import { currentRunKey } from '../indexing/runs.ts';

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Keys of the samples that pass a filter, ascending. */
export function filterSamples(db: Database, filter: SampleFilter): Uint32Array {
  const { sql, values } = filterCondition(db, filter);
  return db.keys(`SELECT s.key FROM samples s JOIN assets a ON a.key = s.asset_key WHERE ${sql}`, ...values).sort();
}

/** The condition on `samples s` and `assets a`; its SQL is `1` if every sample passes. */
export function filterCondition(db: Database, filter: SampleFilter): Condition {
  const conditions = [
    ...(filter.tags ?? []).map((tag) => hasTag(db, tag, filter.onlyAccepted ?? false)),
    ...(filter.onlyAccepted && !filter.tags?.length ? [condition('s.key IN (SELECT sample_key FROM verdicts WHERE is_accepted = 1)')] : []),
    ...given(filter.cluster, 's.key IN (SELECT sample_key FROM cluster_members WHERE cluster = ?)'),
    ...given(filter.assetKey, 's.asset_key = ?'),
    ...(filter.language === undefined ? [] : [hasLanguage(filter.language)]),
    ...given(filter.dateFrom && firstDay(filter.dateFrom), 'a.last_day >= ?'),
    ...given(filter.dateTo && lastDay(filter.dateTo), 'a.first_day <= ?'),
    ...given(filter.minSeconds, 's.seconds >= ?'),
    ...given(filter.maxSeconds, 's.seconds <= ?'),
  ];
  return { sql: conditions.map(({ sql }) => `(${sql})`).join(' AND ') || '1', values: conditions.flatMap(({ values }) => values) };
}

const condition = (sql: string, ...values: SqlValue[]): Condition => ({ sql, values });

const given = (value: SqlValue | undefined, sql: string) => (value === undefined || value === '' ? [] : [condition(sql, value)]);

const hasLanguage = (language: string) =>
  condition(`lower(coalesce(s.language, a.language)) = ?1 OR lower(coalesce(s.language, a.language)) LIKE ?1 || '-%'`.replaceAll('?1', '?'), language.toLowerCase(), language.toLowerCase()); // prettier-ignore

/** The machine or a person gave the label or concept, and nobody rejected it. */
function hasTag(db: Database, tag: string, onlyAccepted: boolean): Condition {
  const name = knownNameKey(db, tag) ?? -1;
  const accepted = condition('SELECT sample_key FROM verdicts WHERE (label = ? OR concept = ?) AND is_accepted = 1', name, name);
  if (onlyAccepted) return condition(`s.key IN (${accepted.sql})`, ...accepted.values);
  const notDecided = 'NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.sample_key = t.sample_key AND v.label = t.label AND v.is_accepted = 0)';
  const byMachine = ['label', 'concept'].map(
    (column) => `SELECT t.sample_key FROM machine_tags t WHERE t.run_key = ? AND t.${column} = ? AND ${notDecided}`,
  );
  const run = currentRunKey(db) ?? -1;
  return condition(`s.key IN (${[accepted.sql, ...byMachine].join(' UNION ALL ')})`, ...accepted.values, run, name, run, name);
}
