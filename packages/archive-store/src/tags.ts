import type { LabelCount, Tag } from './archive.ts';
import type { Database } from './database.ts';

interface TagRow {
  readonly sample_key: number;
  readonly label: string;
  readonly concept: string | null;
  readonly confidence: number | null;
  readonly is_word: number | null;
  readonly modalities: string | null;
  readonly run_version: string | null;
  readonly is_accepted: number | null;
  readonly seq: number | null;
  readonly who: string | null;
  readonly at: string | null;
}

/** What the machine says and what people decided, one row for each label of the samples of `wanted`. */
const tagRows = `
  WITH wanted AS (SELECT value AS sample_key FROM json_each(?)),
  said AS (
    SELECT t.sample_key, t.label, t.confidence, t.is_word, t.modalities, t.concept, r.version AS run_version
      FROM wanted w CROSS JOIN runs r JOIN machine_tags t ON t.run_key = r.key AND t.sample_key = w.sample_key WHERE r.is_current
  ),
  pairs AS (
    SELECT sample_key, label FROM said
    UNION SELECT v.sample_key, v.label FROM wanted w JOIN verdicts v ON v.sample_key = w.sample_key
  )
  SELECT p.sample_key, l.name AS label, c.name AS concept, s.confidence, s.is_word, m.name AS modalities, s.run_version, v.is_accepted, v.seq,
    d.who, d.at
  FROM pairs p JOIN names l ON l.key = p.label
  LEFT JOIN said s ON s.sample_key = p.sample_key AND s.label = p.label
  LEFT JOIN verdicts v ON v.sample_key = p.sample_key AND v.label = p.label
  LEFT JOIN decisions d ON d.seq = v.seq
  LEFT JOIN names m ON m.key = s.modalities
  LEFT JOIN names c ON c.key = coalesce(v.concept, s.concept)
  WHERE s.label IS NOT NULL OR v.is_accepted IS NOT NULL
  ORDER BY p.sample_key, v.is_accepted IS 0, v.is_accepted IS NULL, s.confidence DESC, l.name`;

const toTag = (row: TagRow): Tag => ({
  label: row.label,
  ...(row.concept !== null && { concept: row.concept }),
  ...(row.is_accepted === null
    ? { origin: 'machine' }
    : { origin: 'person', verdict: row.is_accepted ? 'accepted' : 'rejected', who: row.who!, at: row.at! }),
  ...(row.confidence !== null && {
    machine: {
      confidence: row.confidence,
      kind: row.is_word ? 'word' : 'label',
      from: row.modalities!,
      runVersion: row.run_version!,
    },
  }),
  version: row.seq ?? 0,
});

/** Accepted labels first, then undecided ones by confidence, then rejected ones. */
export const tagsOf = (db: Database, sampleKey: number): readonly Tag[] => tagsOfAll(db, [sampleKey]).get(sampleKey) ?? [];

/** Every key is in the answer, those without tags with an empty list. */
export function tagsOfAll(db: Database, sampleKeys: readonly number[]): ReadonlyMap<number, readonly Tag[]> {
  const tags = new Map<number, Tag[]>(sampleKeys.map((key) => [key, []]));
  for (const row of db.all<TagRow>(tagRows, JSON.stringify([...tags.keys()]))) tags.get(row.sample_key)!.push(toTag(row));
  return tags;
}

/** A label that nobody says of a sample, with the number of the decision that retracted it. */
export function noTag(db: Database, sampleKey: number, label: string): Tag {
  const seq = db.get<{ seq: number }>(
    'SELECT seq FROM verdicts v JOIN names n ON n.key = v.label WHERE v.sample_key = ? AND n.name = ?',
    sampleKey,
    label,
  )?.seq;
  return { label, origin: seq === undefined ? 'machine' : 'person', version: seq ?? 0 };
}

/** Labels by number of samples, most frequent first. A label that was rejected does not count for its sample. */
export function countLabels(db: Database): LabelCount[] {
  const rows = db.all<{ label: string; concept: string | null; numSamples: number; numAccepted: number }>(`
    WITH counted AS (
      SELECT label, max(concept) AS concept, count(*) AS n, 0 AS accepted FROM machine_tags t
        WHERE run_key = (SELECT key FROM runs WHERE is_current)
        AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.sample_key = t.sample_key AND v.label = t.label AND v.is_accepted IS NOT NULL)
        GROUP BY label
      UNION ALL SELECT label, max(concept), count(*), count(*) FROM verdicts WHERE is_accepted = 1 GROUP BY label
    )
    SELECT l.name AS label, c.name AS concept, sum(n) AS numSamples, sum(accepted) AS numAccepted
    FROM (SELECT label, max(concept) OVER (PARTITION BY label) AS concept, n, accepted FROM counted) g
    JOIN names l ON l.key = g.label LEFT JOIN names c ON c.key = g.concept GROUP BY g.label ORDER BY numSamples DESC, label`);
  return rows.map(({ concept, ...row }) => ({ ...row, ...(concept !== null && { concept }) }));
}
