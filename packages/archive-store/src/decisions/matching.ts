import type { FrameRange } from '../assets/asset.ts';
import type { Database } from '../database.ts';
import { nameKey } from '../names.ts';
import { toDecision, type DecisionRow } from './rows.ts';
import type { Decision } from './decision.ts';

/**
 * Whether what was decided about the frames `a` is about the frames `b`: their intersection over union is at least .5. In whole numbers:
 * 2 · |a ∩ b| ≥ |a ∪ b|. Without a range, a decision is about the whole of a sample that is no shot.
 */
export function isSameFrames(a: FrameRange | undefined, b: FrameRange | undefined): boolean {
  if (!a || !b) return !a && !b;
  const intersection = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  const union = a.to - a.from + (b.to - b.from) - intersection;
  return intersection > 0 && 2 * intersection >= union;
}

interface SampleOfContent {
  readonly key: number;
  readonly range: FrameRange | undefined;
}

/** The samples of an asset, with their frames. */
export function samplesOfContent(db: Database, content: string): SampleOfContent[] {
  const rows = db.all<{ key: number; from_frame: number | null; to_frame: number }>(
    'SELECT s.key, from_frame, to_frame FROM samples s JOIN assets a ON a.key = s.asset_key WHERE a.content = ?',
    content,
  );
  return rows.map(({ key, from_frame, to_frame }) => ({
    key,
    range: from_frame === null ? undefined : { from: from_frame, to: to_frame },
  }));
}

/** Keys of the samples that a decision about these frames is about. Their first frames differ by no more than the length of the range. */
export function matchingSamples(db: Database, content: string, range: FrameRange | undefined): number[] {
  const { from, to } = range ?? { from: 0, to: 0 };
  const rows = db.all<{ key: number; from_frame: number | null; to_frame: number }>(
    `SELECT s.key, from_frame, to_frame FROM assets a CROSS JOIN samples s ON s.asset_key = a.key
      WHERE a.content = ? AND ${range ? 'from_frame BETWEEN ? AND ?' : 'from_frame IS NULL AND ? = ?'}`,
    content,
    range ? 2 * from - to : 0,
    range ? to : 0,
  );
  return rows.filter((row) => !range || isSameFrames(range, { from: row.from_frame!, to: row.to_frame })).map(({ key }) => key);
}

/** Decisions about a content, oldest first. */
export const decisionsOfContent = (db: Database, content: string): Decision[] =>
  db.all<DecisionRow>('SELECT * FROM decisions WHERE content = ? ORDER BY seq', content).map(toDecision);

/** Finds again which samples of a content its decisions are about, after its samples or the decisions have changed. */
export function rematch(db: Database, content: string): void {
  const decisions = decisionsOfContent(db, content);
  if (decisions.length === 0) return;
  const samples = samplesOfContent(db, content);
  for (const { key } of samples) db.run('DELETE FROM verdicts WHERE sample_key = ?', key);
  for (const ofLabel of byLabel(decisions)) {
    const last = lastDecisions(ofLabel, samples);
    for (const [key, decision] of last) writeVerdict(db, key, decision);
    const orphans = new Set(orphansAmong(ofLabel, samples));
    for (const decision of ofLabel) {
      db.run('UPDATE decisions SET is_orphan = ? WHERE seq = ?', Number(orphans.has(decision)), decision.seq);
    }
  }
}

function byLabel(decisions: readonly Decision[]): Decision[][] {
  const labels = new Map<string, Decision[]>();
  for (const decision of decisions) labels.set(decision.label, [...(labels.get(decision.label) ?? []), decision]);
  return [...labels.values()];
}

/** The last decision about each sample, by its key; of decisions about one label, oldest first. */
export function lastDecisions(ofLabel: readonly Decision[], samples: readonly SampleOfContent[]): Map<number, Decision> {
  const last = new Map<number, Decision>();
  for (const decision of ofLabel) {
    for (const { key, range } of samples) if (isSameFrames(decision.range, range)) last.set(key, decision);
  }
  return last;
}

/** Decisions in force, of those about one label, that are about no sample. One is in force until a later one is about the same frames. */
export const orphansAmong = (ofLabel: readonly Decision[], samples: readonly SampleOfContent[]): Decision[] =>
  ofLabel.filter(
    ({ verdict, range }, i) =>
      verdict !== 'retract' &&
      !samples.some((sample) => isSameFrames(range, sample.range)) &&
      !ofLabel.slice(i + 1).some((later) => isSameFrames(later.range, range)),
  );

/** Records what was last decided about a label of a sample. After `retract` nothing holds; the number of the decision is kept. */
export function writeVerdict(db: Database, sampleKey: number, { label, verdict, concept, seq }: Decision): void {
  const isAccepted = { accept: 1, add: 1, reject: 0, retract: null }[verdict];
  const conceptKey = concept === undefined ? null : nameKey(db, concept);
  db.run('INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?)', sampleKey, nameKey(db, label), isAccepted, conceptKey, seq);
}
