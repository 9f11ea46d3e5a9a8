import type { Decision, Verdict } from './decision.ts';
import type { Database } from '../database.ts';

export interface DecisionRow {
  readonly seq: number;
  readonly id: string;
  readonly content: string;
  readonly from_frame: number | null;
  readonly to_frame: number | null;
  readonly label: string;
  readonly concept: string | null;
  readonly verdict: Verdict;
  readonly who: string;
  readonly at: string;
  readonly undoes: string | null;
}

export const toDecision = (row: DecisionRow): Decision => ({
  seq: row.seq,
  id: row.id,
  content: row.content,
  ...(row.from_frame !== null && { range: { from: row.from_frame, to: row.to_frame! } }),
  label: row.label,
  ...(row.concept !== null && { concept: row.concept }),
  verdict: row.verdict,
  who: row.who,
  at: row.at,
  ...(row.undoes !== null && { undoes: row.undoes }),
});

export function insertDecision(db: Database, { seq, id, content, range, label, concept, verdict, who, at, undoes }: Decision): void {
  db.run(
    `INSERT INTO decisions (seq, id, content, from_frame, to_frame, label, concept, verdict, who, at, undoes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[seq, id, content, range?.from ?? null, range?.to ?? null, label, concept ?? null, verdict, who, at, undoes ?? null],
  );
}

export const nextSeq = (db: Database): number => db.get<{ seq: number }>('SELECT coalesce(max(seq), 0) + 1 AS seq FROM decisions')!.seq;

export const decisionById = (db: Database, id: string): Decision | undefined => {
  const row = db.get<DecisionRow>('SELECT * FROM decisions WHERE id = ?', id);
  return row && toDecision(row);
};

/** Decisions on one label of a content, oldest first. */
export const decisionsOnLabel = (db: Database, content: string, label: string): Decision[] =>
  db.all<DecisionRow>('SELECT * FROM decisions WHERE content = ? AND label = ? ORDER BY seq', content, label).map(toDecision);

/** Decisions in the order of `seq` after the given one. */
export const decisionsSince = (db: Database, seq: number, limit = 1000): Decision[] =>
  db.all<DecisionRow>('SELECT * FROM decisions WHERE seq > ? ORDER BY seq LIMIT ?', seq, limit).map(toDecision);

export const orphanDecisions = (db: Database): Decision[] =>
  db.all<DecisionRow>('SELECT * FROM decisions WHERE is_orphan ORDER BY seq').map(toDecision);
