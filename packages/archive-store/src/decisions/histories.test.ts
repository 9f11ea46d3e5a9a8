import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Archive } from '../archive.ts';
import type { FrameRange } from '../assets/asset.ts';
import type { Decision, Verdict } from './decision.ts';
import type { Tag } from '../tags/tag.ts';
import { content, film, index, proposed, shot } from '../fixtures.test.support.ts';
import { openArchive } from '../open-archive.ts';

/** What may happen to an archive. Numbers choose among what there is at the time. */
type Event =
  | { readonly kind: 'cut'; readonly film: number; readonly cuts: readonly number[]; readonly path: number }
  | { readonly kind: 'index'; readonly version: number; readonly label: number }
  | { readonly kind: 'decide'; readonly sample: number; readonly label: number; readonly verdict: Verdict; readonly who: number }
  | { readonly kind: 'undo'; readonly decision: number }
  | { readonly kind: 'remove'; readonly film: number }
  | { readonly kind: 'reopen' | 'deleteDatabase' | 'deleteLog' | 'copyDatabase' | 'oldDatabase' };

const films = ['a', 'b'];
const labels = ['harbour', 'dawn', 'boat'];
const people = ['Ada', 'Ben'];

const small = fc.nat({ max: 11 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('decide' as const), sample: small, label: fc.nat({ max: 2 }), verdict: fc.constantFrom<Verdict>('accept', 'reject', 'add', 'retract'), who: fc.nat({ max: 1 }) }) }, // prettier-ignore
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('cut' as const), film: fc.nat({ max: 1 }), cuts: fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 4 }), path: fc.nat({ max: 2 }) }) }, // prettier-ignore
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), decision: small }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('index' as const), version: fc.nat({ max: 2 }), label: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), film: fc.nat({ max: 1 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'reopen' as const,
        'deleteDatabase' as const,
        'deleteLog' as const,
        'copyDatabase' as const,
        'oldDatabase' as const,
      ),
    }),
  },
);

/** Frames as a set, so that the overlap is counted, not calculated as the store does. */
const frames = ({ from, to }: FrameRange) => new Set(Array.from({ length: to - from }, (_, i) => from + i));

function overlaps(a: FrameRange, b: FrameRange): boolean {
  const [framesOfA, framesOfB] = [frames(a), frames(b)];
  const numShared = [...framesOfA].filter((frame) => framesOfB.has(frame)).length;
  return numShared / new Set([...framesOfA, ...framesOfB]).size >= 0.5;
}

const toShots = (cuts: readonly number[]) => {
  const edges = [0, ...cuts.map((cut) => cut * 10).toSorted((a, b) => a - b), 120];
  return edges.slice(1).map((to, i) => shot(edges[i]!, to, `shot ${i}`));
};

/** What was decided, as a person would tell it: all that the store must not lose. */
interface Told {
  readonly decisions: Decision[];
}

function happen(archive: Archive, folder: string, told: Told, given: Event): Archive {
  switch (given.kind) {
    case 'cut':
      archive.putAsset(film(films[given.film]!, { path: `${given.path}-${given.film}.mp4` }), toShots(given.cuts));
      return archive;
    case 'index':
      index(archive, `v${given.version}`, [proposed(labels[given.label]!)]);
      return archive;
    case 'decide': {
      const samples = [...archive.eachSample()].flat();
      const sample = samples[given.sample % Math.max(1, samples.length)];
      if (!sample) return archive;
      const { applied } = archive.decide([
        { sampleKey: sample.key, label: labels[given.label]!, verdict: given.verdict, who: people[given.who]! },
      ]);
      told.decisions.push(...applied);
      return archive;
    }
    case 'undo': {
      const decision = told.decisions[given.decision % Math.max(1, told.decisions.length)];
      if (decision) told.decisions.push(...undo(archive, decision, told.decisions));
      return archive;
    }
    case 'remove':
      archive.removeAsset(archive.assetByContent(content(films[given.film]!))?.key ?? 0);
      return archive;
    default:
      archive.close();
      if (given.kind === 'deleteDatabase')
        for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `archive.sqlite${suffix}`), { force: true });
      if (given.kind === 'copyDatabase') copyFileSync(join(folder, 'archive.sqlite'), join(folder, 'old.sqlite'));
      if (given.kind === 'oldDatabase' && existsSync(join(folder, 'old.sqlite'))) {
        copyFileSync(join(folder, 'old.sqlite'), join(folder, 'archive.sqlite'));
      }
      if (given.kind === 'deleteLog') rmSync(join(folder, 'decisions.jsonl'), { force: true });
      return openArchive(folder, { create: true });
  }
}

/** Only the last decision on the same frames can be undone; then what held before it holds again. */
function undo(archive: Archive, decision: Decision, decisions: readonly Decision[]): readonly Decision[] {
  const about = decisions.filter(
    ({ content, label, range }) => content === decision.content && label === decision.label && overlaps(range!, decision.range!),
  );
  if (about.at(-1)!.id !== decision.id) {
    const result = attempt(() => archive.undo(decision.id, 'Ada'));
    expect(result?.applied ?? []).toEqual([]);
    return [];
  }
  const { applied } = archive.undo(decision.id, 'Ada');
  expect(applied).toMatchObject([{ undoes: decision.id, verdict: about.at(-2)?.verdict ?? 'retract', range: decision.range }]);
  return applied;
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function expectWhatWasDecided(archive: Archive, folder: string, { decisions }: Told): void {
  expect(archive.decisionsSince(0)).toEqual(decisions);
  const logged = attempt(() => readFileSync(join(folder, 'decisions.jsonl'), 'utf8')) ?? '';
  expect(logged.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Decision)).toEqual(decisions); // prettier-ignore
  expect(archive.orphans()).toEqual(expectedOrphans(archive, decisions));
  for (const sample of [...archive.eachSample()].flat()) {
    const content = archive.asset(sample.assetKey)!.content;
    const about = decisions.filter((decision) => decision.content === content && overlaps(decision.range!, sample.range!));
    const tags = archive.tagsOf(sample.key);
    for (const label of labels) {
      const last = about.findLast((decision) => decision.label === label);
      expectTag(archive, sample.key, label, last, tags.find((tag) => tag.label === label)); // prettier-ignore
    }
  }
  expect(archive.check()).toEqual([]);
}

const verdictOf = { accept: 'accepted', add: 'accepted', reject: 'rejected', retract: undefined } as const;

function expectTag(archive: Archive, sampleKey: number, label: string, last: Decision | undefined, tag: Tag | undefined): void {
  const verdict = last && verdictOf[last.verdict];
  expect(tag?.verdict).toBe(verdict);
  if (tag)
    expect(tag).toMatchObject({ origin: verdict ? 'person' : 'machine', version: last?.seq ?? 0, ...(verdict && { who: last.who }) });
  expect(archive.filter({ tags: [label] }).includes(sampleKey)).toBe(tag !== undefined && verdict !== 'rejected');
  expect(archive.filter({ tags: [label], onlyAccepted: true }).includes(sampleKey)).toBe(verdict === 'accepted');
  const isQueued = archive.reviewQueue({ by: 'uncertainty', label }).items.some((item) => item.sampleKey === sampleKey);
  expect(isQueued).toBe(tag?.machine !== undefined && verdict === undefined);
  const isFound = archive.matchWords([{ words: [label] }]).sampleKeys.includes(sampleKey);
  expect(isFound).toBe(verdict === 'accepted');
}

const expectedOrphans = (archive: Archive, decisions: readonly Decision[]) =>
  decisions.filter(({ verdict, range, content, label }, i) => {
    const asset = archive.assetByContent(content);
    const isMatched = asset !== undefined && archive.samplesOf(asset.key).some((sample) => overlaps(sample.range!, range!));
    const isReplaced = decisions.slice(i + 1).some((later) => later.content === content && later.label === label && overlaps(later.range!, range!)); // prettier-ignore
    return verdict !== 'retract' && !isMatched && !isReplaced;
  });

test('no history of cuts, runs, decisions, undo and lost files changes what was decided', () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 4, maxLength: 25 }), (events) => {
      const folder = mkdtempSync(join(tmpdir(), 'archive-history-'));
      const told: Told = { decisions: [] };
      let archive = openArchive(folder, { create: true });
      try {
        archive.putAsset(film('a'), toShots([5]));
        for (const given of events) {
          archive = happen(archive, folder, told, given);
          expectWhatWasDecided(archive, folder, told);
        }
      } finally {
        archive.close();
        rmSync(folder, { recursive: true });
      }
    }),
    { numRuns: 40 },
  );
});
