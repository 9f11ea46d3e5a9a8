import type { Tag } from './tag.ts';
import type { Database } from '../database.ts';

interface MachineRow {
  readonly sample_key: number;
  readonly label: string;
  readonly concept: string | null;
  readonly confidence: number;
  readonly is_word: number;
  readonly modalities: string;
}

interface VerdictRow {
  readonly sample_key: number;
  readonly label: string;
  readonly concept: string | null;
  readonly is_accepted: number | null;
  readonly seq: number;
  readonly who: string;
  readonly at: string;
}

const machineRows = `
  SELECT t.sample_key, l.name AS label, c.name AS concept, t.confidence, t.is_word, m.name AS modalities
  FROM json_each(?) w CROSS JOIN machine_tags t ON t.run_key = ? AND t.sample_key = w.value
  JOIN names l ON l.key = t.label JOIN names m ON m.key = t.modalities LEFT JOIN names c ON c.key = t.concept`;

const verdictRows = `
  SELECT v.sample_key, l.name AS label, c.name AS concept, v.is_accepted, v.seq, d.who, d.at
  FROM json_each(?) w CROSS JOIN verdicts v ON v.sample_key = w.value
  JOIN names l ON l.key = v.label JOIN decisions d ON d.seq = v.seq LEFT JOIN names c ON c.key = v.concept`;

/** Accepted labels first, then undecided ones by confidence, then rejected ones. */
export const tagsOf = (db: Database, sampleKey: number): readonly Tag[] => tagsOfAll(db, [sampleKey]).get(sampleKey) ?? [];

/** Every key is in the answer, those without tags with an empty list. */
export function tagsOfAll(db: Database, sampleKeys: readonly number[]): ReadonlyMap<number, readonly Tag[]> {
  const tags = new Map(sampleKeys.map((key) => [key, new Map<string, Tag>()]));
  const wanted = JSON.stringify([...tags.keys()]);
  const run = db.get<{ key: number; version: string }>('SELECT key, version FROM runs WHERE is_current');
  if (run) {
    for (const row of db.all<MachineRow>(machineRows, wanted, run.key))
      tags.get(row.sample_key)!.set(row.label, machineTag(row, run.version));
  }
  for (const row of db.all<VerdictRow>(verdictRows, wanted)) {
    const ofSample = tags.get(row.sample_key)!;
    const tag = decidedTag(row, ofSample.get(row.label));
    if (tag) ofSample.set(row.label, tag);
  }
  return new Map(Array.from(tags, ([key, ofSample]) => [key, [...ofSample.values()].sort(byStanding)]));
}

const machineTag = ({ label, concept, confidence, is_word, modalities }: MachineRow, runVersion: string): Tag => ({
  label,
  ...(concept !== null && { concept }),
  origin: 'machine',
  machine: { confidence, kind: is_word ? 'word' : 'label', from: modalities, runVersion },
  version: 0,
});

/** A tag after the last decision on it; undefined for a label that was retracted and that the machine does not propose. */
function decidedTag({ label, concept, is_accepted, seq, who, at }: VerdictRow, proposed: Tag | undefined): Tag | undefined {
  if (is_accepted === null) return proposed && { ...proposed, version: seq };
  const meaning = concept ?? proposed?.concept;
  return {
    label,
    ...(meaning !== undefined && { concept: meaning }),
    origin: 'person',
    verdict: is_accepted ? 'accepted' : 'rejected',
    who,
    at,
    ...(proposed?.machine && { machine: proposed.machine }),
    version: seq,
  };
}

const standing = ({ verdict }: Tag) => (verdict === 'accepted' ? 0 : verdict === undefined ? 1 : 2);

const byStanding = (a: Tag, b: Tag) =>
  standing(a) - standing(b) || (b.machine?.confidence ?? 0) - (a.machine?.confidence ?? 0) || (a.label < b.label ? -1 : 1);

/** The number of the last decision on a label of a sample, though it may have been to retract it; 0 if there is none. */
export const tagVersion = (db: Database, sampleKey: number, label: string): number =>
  db.get<{ seq: number }>(
    'SELECT seq FROM verdicts v JOIN names n ON n.key = v.label WHERE v.sample_key = ? AND n.name = ?',
    sampleKey,
    label,
  )?.seq ?? 0;
