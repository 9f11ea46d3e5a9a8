import type { Decision } from './decision.ts';
import type { Database } from '../database.ts';
import { writeWords, type Tokenize } from '../search/words.ts';
import type { DecisionLog } from './decision-log.ts';
import { rematch, samplesOfContent } from './matching.ts';
import { decisionById, decisionsSince, insertDecision, nextSeq } from './rows.ts';

/** Where decisions are kept, and what else follows from them. */
export interface DecisionStore {
  readonly db: Database;
  readonly log: DecisionLog;
  readonly tokenize: Tokenize;
}

const logBytes = (db: Database): number => db.get<{ value: number }>(`SELECT value FROM facts WHERE name = 'log_bytes'`)!.value;

export const setLogBytes = (db: Database, bytes: number): void => {
  db.run(`UPDATE facts SET value = ? WHERE name = 'log_bytes'`, bytes);
};

/** Whether the log has the size that it had at the last commit. */
export const isLogInStep = ({ db, log }: DecisionStore): boolean => logBytes(db) === log.sizeBytes();

/**
 * Makes the database and the log hold the same decisions, so that either may be lost. Decisions that only the log has are added to the
 * database, as after a crash between the two writes, or after the database was deleted or restored from a backup; decisions that only the
 * database has are appended to the log. Runs within a write transaction.
 */
export function catchUp(store: DecisionStore): void {
  const { db, log } = store;
  const known = logBytes(db);
  const size = log.sizeBytes();
  if (known === size) return;
  importDecisions(store, log.read(size > known ? startOfTail(log, known) : 0).decisions);
  const inLog = new Set(log.read().decisions.map(({ id }) => id));
  setLogBytes(db, log.append(allDecisions(db).filter(({ id }) => !inLog.has(id))));
}

/** Reading resumes where the last commit ended if a line ended there. */
const startOfTail = (log: DecisionLog, known: number) => (known > 0 && log.read(known).badLines.includes(1) ? 0 : known);

export function allDecisions(db: Database): Decision[] {
  const decisions: Decision[] = [];
  for (;;) {
    const next = decisionsSince(db, decisions.at(-1)?.seq ?? 0);
    if (next.length === 0) return decisions;
    decisions.push(...next);
  }
}

function importDecisions({ db, tokenize }: DecisionStore, decisions: readonly Decision[]): void {
  const contents = new Set<string>();
  for (const decision of decisions) {
    if (decisionById(db, decision.id)) continue;
    const isTaken = db.get('SELECT 1 FROM decisions WHERE seq = ?', decision.seq) !== undefined;
    insertDecision(db, { ...decision, seq: isTaken ? nextSeq(db) : decision.seq });
    contents.add(decision.content);
  }
  for (const content of contents) {
    rematch(db, content);
    for (const { key } of samplesOfContent(db, content)) writeWords(db, tokenize, key);
  }
}
