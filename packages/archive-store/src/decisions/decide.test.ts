// Also covers `rows.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { film, index, proposed, shot, withArchive } from '../fixtures.test.support.ts';
import { openArchive } from '../open-archive.ts';
import type { Archive } from '../archive.ts';
import type { NewDecision } from './decision.ts';

const reject: NewDecision = { sampleKey: 1, label: 'harbour', verdict: 'reject', who: 'Ada' };

const withShots = (work: (archive: Archive, folder: string) => void) =>
  withArchive((archive, folder) => {
    archive.putAsset(film('a'), [shot(0, 100), shot(100, 200)]);
    work(archive, folder);
  });

test('a decision is about a content, frames and a label', () =>
  withShots((archive) => {
    const { applied } = archive.decide([{ ...reject, label: ' harbour\n at  dawn ', concept: 'medtop:1' }]);
    expect(applied).toEqual([
      {
        seq: 1,
        id: expect.stringMatching(/^[0-9a-f]{8}-/),
        content: 'a'.repeat(64),
        range: { from: 0, to: 100 },
        label: 'harbour at dawn',
        concept: 'medtop:1',
        verdict: 'reject',
        who: 'Ada',
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ]);
    expect([archive.decisionsOf(1), archive.decisionsOf(2), archive.decisionsOf(99)]).toEqual([applied, [], []]);
  }));

test('a rejected tag does not come back, whatever run proposes it', () =>
  withShots((archive) => {
    archive.decide([reject]);
    for (const version of ['v1', 'v2', 'v3']) {
      index(archive, version, [proposed('harbour', 0.99, { concept: 'medtop:1' })]);
      expect(archive.tagsOf(1)).toMatchObject([{ label: 'harbour', verdict: 'rejected', machine: { runVersion: version } }]);
      expect([...archive.filter({ tags: ['harbour'] })]).toEqual([2]);
      expect([...archive.filter({ tags: ['medtop:1'] })]).toEqual([2]);
    }
  }));

test('two editors: the later one is told, nothing is lost, and others of the same call are written', () =>
  withShots((archive) => {
    archive.decide([{ ...reject, expectedVersion: 0 }]);
    const { applied, conflicts } = archive.decide([
      { ...reject, verdict: 'accept', who: 'Ben', expectedVersion: 0 },
      { ...reject, sampleKey: 2, who: 'Ben', expectedVersion: 0 },
    ]);
    expect(applied).toMatchObject([{ range: { from: 100, to: 200 }, who: 'Ben' }]);
    expect(conflicts).toMatchObject([
      { decision: { who: 'Ben', verdict: 'accept' }, current: { verdict: 'rejected', who: 'Ada', version: 1 } },
    ]);
    expect(archive.decide([{ ...reject, verdict: 'accept', who: 'Ben', expectedVersion: 1 }]).conflicts).toEqual([]);
    expect(archive.tagsOf(1)).toMatchObject([{ verdict: 'accepted', who: 'Ben' }]);
    expect(archive.counts().numDecisions).toBe(3);
  }));

test('nobody is in conflict with oneself, or without having seen a version', () =>
  withShots((archive) => {
    archive.decide([{ ...reject, expectedVersion: 0 }]);
    expect(archive.decide([{ ...reject, verdict: 'accept', expectedVersion: 0 }]).conflicts).toEqual([]);
    expect(archive.decide([{ ...reject, who: 'Ben' }]).conflicts).toEqual([]);
  }));

test('a label that somebody retracted is in conflict too', () =>
  withShots((archive) => {
    archive.decide([{ ...reject, verdict: 'add' }]);
    archive.decide([{ ...reject, verdict: 'retract' }]);
    expect(archive.tagsOf(1)).toEqual([]);
    const { conflicts } = archive.decide([{ ...reject, who: 'Ben', expectedVersion: 1 }]);
    expect(conflicts).toMatchObject([{ current: { label: 'harbour', version: 2 } }]);
  }));

test('undo restores what held before, and never overrules somebody', () =>
  withShots((archive) => {
    const [accepted] = archive.decide([{ ...reject, verdict: 'accept' }]).applied;
    const [rejected] = archive.decide([{ ...reject, who: 'Ben' }]).applied;
    expect(archive.undo(accepted!.id, 'Ada')).toMatchObject({ applied: [], conflicts: [{ current: { who: 'Ben', verdict: 'rejected' } }] });
    expect(archive.undo(rejected!.id, 'Ben').applied).toMatchObject([{ verdict: 'accept', undoes: rejected!.id, who: 'Ben' }]);
    expect(archive.tagsOf(1)).toMatchObject([{ verdict: 'accepted', who: 'Ben' }]);
    expect(() => archive.undo('nothing', 'Ada')).toThrow('undo: expected the id of a decision, got "nothing".');
  }));

test('the decision of an orphan can be taken back, and only the last one', () =>
  withShots((archive) => {
    const [first] = archive.decide([{ ...reject, verdict: 'accept' }]).applied;
    const [second] = archive.decide([reject]).applied;
    archive.removeAsset(1);
    expect(() => archive.undo(first!.id, 'Ada')).toThrow(
      'undo: expected the last decision on "harbour", got an earlier one. Undo the later one first.',
    );
    archive.undo(second!.id, 'Ada');
    expect(archive.orphans()).toMatchObject([{ verdict: 'accept', undoes: second!.id }]);
  }));

test.each([
  [{ label: ' ' }, 'decide: expected a label of 1 … 200 characters, got " ".'],
  [{ label: 'x'.repeat(201) }, 'got "xxx'],
  [{ label: 'a\u0000b' }, 'got "a\\u0000b"'],
  [{ who: '' }, 'decide: expected a name of 1 … 200 characters, got "". Give it with --who.'],
  [{ verdict: 'maybe' as 'add' }, 'decide: expected accept, reject, add or retract, got "maybe".'],
  [{ sampleKey: 99 }, 'decide: expected the key of a sample, got 99.'],
])('%j is refused, and nothing of the call is written', (given, message) =>
  withShots((archive, folder) => {
    expect(() => archive.decide([reject, { ...reject, ...given }])).toThrow(message);
    expect(archive.counts().numDecisions).toBe(0);
    expect(openArchive(folder).check()).toEqual([]);
  }),
);

test('decisions that only the log has, or only the database, are in both once it is opened', () =>
  withShots((archive, folder) => {
    const path = join(folder, 'decisions.jsonl');
    const [first] = archive.decide([{ ...reject, verdict: 'add' }]).applied;
    const line = readFileSync(path, 'utf8');
    const other = { ...first!, id: 'from elsewhere', label: 'dawn' };
    writeFileSync(path, `${JSON.stringify(other)}\n`);
    const again = openArchive(folder);
    expect(again.decisionsSince(0)).toEqual([first, { ...other, seq: 2 }]);
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(other)}\n${line}`);
    expect(again.tagsOf(1).map(({ label }) => label)).toEqual(['dawn', 'harbour']);
    expect(again.matchWords([{ words: ['dawn'] }]).sampleKeys).toHaveLength(1);
    expect(again.check()).toEqual([]);
    again.close();
  }));
