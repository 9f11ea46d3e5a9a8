import type { Archive } from '../archive.ts';
import type { LabelCount } from './tag.ts';
import type { Database } from '../database.ts';
import { indexVersionOf, readOnce, versionOf } from '../versions.ts';
import { currentRunKey } from '../indexing/runs.ts';

interface CountRow {
  readonly label: number;
  readonly concept: number | null;
  readonly n: number;
}

/** Reads labels by number of samples, most frequent first. Counts are kept until the archive changes, those of machine tags until they change. */
export function labelReader(db: Database): Archive['labels'] {
  const machine = readOnce(() => indexVersionOf(db), () => countMachineTags(db)); // prettier-ignore
  const counted = readOnce(() => versionOf(db), () => countLabels(db, machine())); // prettier-ignore
  return ({ prefix = '', limit = 100 } = {}) => {
    const wanted = prefix.toLowerCase();
    const found = db.read(counted).filter(({ label, concept }) => label.toLowerCase().startsWith(wanted) || concept === prefix);
    return found.slice(0, limit);
  };
}

function countMachineTags(db: Database): readonly CountRow[] {
  const run = currentRunKey(db) ?? -1;
  const concepts = db.all<{ label: number; concept: number }>(
    'SELECT label, max(concept) AS concept FROM machine_tags INDEXED BY machine_tags_by_concept WHERE run_key = ? AND concept IS NOT NULL GROUP BY label',
    run,
  );
  const conceptOf = new Map(concepts.map(({ label, concept }) => [label, concept]));
  const counts = db.all<{ label: number; n: number }>(
    'SELECT label, count(*) AS n FROM machine_tags WHERE run_key = ? GROUP BY label',
    run,
  );
  return counts.map(({ label, n }) => ({ label, n, concept: conceptOf.get(label) ?? null }));
}

interface DecidedRow extends CountRow {
  readonly accepted: number;
  /** samples for which the machine proposes it too, which are counted already */
  readonly proposed: number;
}

function countLabels(db: Database, machine: readonly CountRow[]): LabelCount[] {
  const decided = db.all<DecidedRow>(
    `SELECT v.label, max(v.concept) AS concept, count(*) AS n, sum(v.is_accepted) AS accepted, count(t.label) AS proposed FROM verdicts v
      LEFT JOIN machine_tags t ON t.run_key = ? AND t.sample_key = v.sample_key AND t.label = v.label
      WHERE v.is_accepted IS NOT NULL GROUP BY v.label`,
    currentRunKey(db) ?? -1,
  );
  const byLabel = new Map(decided.map((row) => [row.label, row]));
  const proposedOnly = machine.filter(({ label }) => !byLabel.has(label)).map((row) => ({ ...row, accepted: 0 }));
  const numProposed = new Map(machine.map((row) => [row.label, row]));
  const withDecisions = decided.map(({ label, concept, accepted, proposed }) => {
    const row = numProposed.get(label);
    return { label, concept: concept ?? row?.concept ?? null, n: (row?.n ?? 0) - proposed + accepted, accepted };
  });
  const names = namesOf(db);
  return [...proposedOnly, ...withDecisions]
    .filter(({ n }) => n > 0)
    .map(({ label, concept, n, accepted }) => ({
      label: names.get(label)!,
      ...(concept !== null && { concept: names.get(concept)! }),
      numSamples: n,
      numAccepted: accepted,
    }))
    .sort((a, b) => b.numSamples - a.numSamples || (a.label < b.label ? -1 : 1));
}

const namesOf = (db: Database) =>
  new Map(db.all<{ key: number; name: string }>('SELECT key, name FROM names').map(({ key, name }) => [key, name]));
