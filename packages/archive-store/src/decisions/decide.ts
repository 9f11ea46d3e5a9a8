import { randomUUID } from 'node:crypto';
import { InputError } from '@mmae/input';
import type { FrameRange } from '../assets/asset.ts';
import type { DecideResult, Decision, NewDecision, Verdict } from './decision.ts';
import type { Tag } from '../tags/tag.ts';
import type { Database } from '../database.ts';
import { tagsOf, tagVersion } from '../tags/tags.ts';
import { writeWords } from '../search/words.ts';
import { catchUp, setLogBytes, type DecisionStore } from './log-sync.ts';
import { isSameFrames, matchingSamples, rematch, writeVerdict } from './matching.ts';
import { decisionById, decisionsOnLabel, insertDecision, nextSeq } from './rows.ts';

/** Appends decisions to the log and the database. See `Archive.decide`. */
export function decide(store: DecisionStore, decisions: readonly NewDecision[]): DecideResult {
  const { db } = store;
  const cleaned = decisions.map(clean);
  return db.write(() => {
    catchUp(store);
    const targets = cleaned.map((decision) => targetOf(db, decision.sampleKey));
    const applied: Decision[] = [];
    const conflicts: { decision: NewDecision; current: Tag }[] = [];
    cleaned.forEach((decision, i) => {
      if (isConflict(db, decision)) conflicts.push({ decision, current: currentTag(db, decision.sampleKey, decision.label) });
      else applied.push(apply(store, targets[i]!, decision));
    });
    keep(store, applied);
    return { applied, conflicts };
  });
}

/** Appends a decision that restores what held before the given one. See `Archive.undo`. */
export function undo(store: DecisionStore, decisionId: string, who: string): DecideResult {
  const { db } = store;
  return db.write(() => {
    catchUp(store);
    const undone = decisionById(db, decisionId);
    if (!undone) throw new InputError(`undo: expected the id of a decision, got ${JSON.stringify(decisionId)}.`);
    const { content, range, label, concept, seq } = undone;
    const about = decisionsOnLabel(db, content, label).filter((other) => isSameFrames(other.range, range));
    const before = about.findLast((other) => other.seq < seq);
    const verdict = before?.verdict ?? 'retract';
    const later = about.find((other) => other.seq > seq);
    if (later) return conflictOf(db, undone, verdict, who);
    const restoredConcept = before?.concept ?? concept;
    const decision = {
      sampleKey: 0,
      label,
      verdict,
      who: cleanName(who),
      ...(restoredConcept !== undefined && { concept: restoredConcept }),
    };
    const applied = [apply(store, { content, range }, decision, undone.id)];
    keep(store, applied);
    return { applied, conflicts: [] };
  });
}

/** A later decision is never overwritten by an undo. */
function conflictOf(db: Database, { content, range, label }: Decision, verdict: Verdict, who: string): DecideResult {
  const [sampleKey] = matchingSamples(db, content, range);
  if (sampleKey === undefined) {
    throw new InputError(`undo: expected the last decision on ${JSON.stringify(label)}, got an earlier one. Undo the later one first.`);
  }
  return { applied: [], conflicts: [{ decision: { sampleKey, label, verdict, who }, current: currentTag(db, sampleKey, label) }] };
}

interface Target {
  readonly content: string;
  readonly range: FrameRange | undefined;
}

function targetOf(db: Database, sampleKey: number): Target {
  const row = db.get<{ content: string; from_frame: number | null; to_frame: number }>(
    'SELECT content, from_frame, to_frame FROM samples s JOIN assets a ON a.key = s.asset_key WHERE s.key = ?',
    sampleKey,
  );
  if (!row) throw new InputError(`decide: expected the key of a sample, got ${sampleKey}. It may have been removed: look it up again.`);
  return { content: row.content, range: row.from_frame === null ? undefined : { from: row.from_frame, to: row.to_frame } };
}

function currentTag(db: Database, sampleKey: number, label: string): Tag {
  const tag = tagsOf(db, sampleKey).find((one) => one.label === label);
  return tag ?? { label, origin: 'person', version: tagVersion(db, sampleKey, label) };
}

/** Whether somebody else has decided since the version that the person saw. */
function isConflict(db: Database, { sampleKey, label, expectedVersion, who }: NewDecision): boolean {
  if (expectedVersion === undefined) return false;
  const version = tagVersion(db, sampleKey, label);
  return version > expectedVersion && db.get<{ who: string }>('SELECT who FROM decisions WHERE seq = ?', version)?.who !== who;
}

/** Writes one decision to the database, with what follows from it. */
function apply({ db, tokenize }: DecisionStore, { content, range }: Target, given: NewDecision, undoes?: string): Decision {
  const { label, concept, verdict, who } = given;
  const decision: Decision = {
    seq: nextSeq(db),
    id: randomUUID(),
    content,
    ...(range && { range }),
    label,
    ...(concept !== undefined && { concept }),
    verdict,
    who,
    at: new Date().toISOString(),
    ...(undoes !== undefined && { undoes }),
  };
  insertDecision(db, decision);
  const sampleKeys = matchingSamples(db, content, range);
  for (const key of sampleKeys) {
    writeVerdict(db, key, decision);
    writeWords(db, tokenize, key);
  }
  if (sampleKeys.length === 0) rematch(db, content);
  return decision;
}

/** The log is synced before the transaction commits: what a caller is told is kept is in the log. */
function keep({ db, log }: DecisionStore, applied: readonly Decision[]): void {
  if (applied.length > 0) setLogBytes(db, log.append(applied));
}

const maxLabelLength = 200;

function clean(decision: NewDecision): NewDecision {
  const label = decision.label.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  if (!label || label.length > maxLabelLength || /\p{Cc}/u.test(label)) {
    throw new InputError(`decide: expected a label of 1 … ${maxLabelLength} characters, got ${JSON.stringify(decision.label)}.`);
  }
  if (!['accept', 'reject', 'add', 'retract'].includes(decision.verdict)) {
    throw new InputError(`decide: expected accept, reject, add or retract, got ${JSON.stringify(decision.verdict)}.`);
  }
  return { ...decision, label, who: cleanName(decision.who) };
}

function cleanName(who: string): string {
  const name = who.normalize('NFC').trim();
  if (name && name.length <= maxLabelLength && !/\p{Cc}/u.test(name)) return name;
  throw new InputError(`decide: expected a name of 1 … ${maxLabelLength} characters, got ${JSON.stringify(who)}. Give it with --who.`);
}
