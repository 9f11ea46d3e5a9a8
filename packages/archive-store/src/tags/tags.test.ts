// Also covers `review.ts` and of another folder `names.ts`.
import { film, proposed, run, shot, withArchive } from '../fixtures.test.support.ts';
import type { Archive } from '../archive.ts';

function fill(archive: Archive, numSamples = 3): void {
  archive.putAsset(
    film('a'),
    Array.from({ length: numSamples }, (_, i) => shot(i * 10, i * 10 + 10)),
  );
  const indexing = archive.beginIndex(run('v1'));
  const tagsOf = (sampleKey: number) => [
    proposed('harbour', 0.5 + sampleKey / 100, { concept: 'medtop:1', from: 'audio+image' }),
    proposed('dawn', 0.3, { kind: 'word' }),
    ...(sampleKey % 2 ? [proposed('boat', 0.9)] : []),
  ];
  indexing.put(
    Array.from(indexing.pending(), (sampleKey) => ({ sampleKey, embeddings: {}, tags: tagsOf(sampleKey), isUnlikeTrain: false })),
  );
  const keys = Uint32Array.from({ length: numSamples }, (_, i) => numSamples - i);
  indexing.finish({ clusters: [{ name: 'odd', words: [], sampleKeys: keys.filter((key) => key % 2) }, { name: 'even', words: [], sampleKeys: keys.filter((key) => !(key % 2)) }] }); // prettier-ignore
}

const decision = (sampleKey: number, label: string, verdict: 'accept' | 'reject' | 'add' | 'retract') => ({ sampleKey, label, verdict, who: 'Ada' }); // prettier-ignore

test('a tag says who it is from, with what the machine says', () =>
  withArchive((archive) => {
    fill(archive);
    archive.decide([decision(1, 'dawn', 'accept'), decision(1, 'boat', 'reject'), decision(1, 'sky', 'add'), decision(2, 'sky', 'add'), decision(2, 'sky', 'retract')]); // prettier-ignore
    const machine = { confidence: 0.51, kind: 'label', from: 'audio+image', runVersion: 'v1' };
    const person = { origin: 'person', who: 'Ada', at: expect.any(String) };
    expect(archive.tagsOf(1)).toEqual([
      { label: 'dawn', ...person, verdict: 'accepted', version: 1, machine: { ...machine, confidence: 0.3, kind: 'word', from: 'image' } },
      { label: 'sky', ...person, verdict: 'accepted', version: 3 },
      { label: 'harbour', concept: 'medtop:1', origin: 'machine', version: 0, machine },
      { label: 'boat', ...person, verdict: 'rejected', version: 2, machine: { ...machine, confidence: 0.9, from: 'image' } },
    ]);
    expect(archive.tagsOf(2).map(({ label }) => label)).toEqual(['harbour', 'dawn']);
    expect([...archive.tagsOfAll([2, 99])].map(([key, tags]) => [key, tags.length])).toEqual([[2, 2], [99, 0]]); // prettier-ignore
  }));

test('labels are counted as tags would be', () =>
  withArchive((archive) => {
    fill(archive, 7);
    const expectCounts = () => {
      const tags = [...archive.tagsOfAll([1, 2, 3, 4, 5, 6, 7]).values()].flat();
      const counted = new Map<string, number[]>();
      for (const { label, verdict } of tags) {
        const [n = 0, accepted = 0] = counted.get(label) ?? [];
        if (verdict !== 'rejected') counted.set(label, [n + 1, accepted + Number(verdict === 'accepted')]);
      }
      expect(new Map(archive.labels().map(({ label, numSamples, numAccepted }) => [label, [numSamples, numAccepted]]))).toEqual(counted);
    };
    expectCounts();
    archive.decide([decision(1, 'boat', 'reject'), decision(2, 'boat', 'add'), decision(3, 'boat', 'accept'), decision(4, 'sky', 'add')]);
    expectCounts();
    for (const key of [1, 3, 5, 7]) archive.decide([decision(key, 'boat', 'reject')]);
    archive.decide([decision(2, 'boat', 'retract')]);
    expectCounts();
    expect(archive.labels({ prefix: 'HAR' })).toEqual([{ label: 'harbour', concept: 'medtop:1', numSamples: 7, numAccepted: 0 }]);
    expect(archive.labels({ limit: 1 })).toHaveLength(1);
  }));

test('every undecided tag is in the queue once, the most uncertain first', () =>
  withArchive((archive) => {
    fill(archive, 7);
    archive.decide([decision(1, 'harbour', 'accept'), decision(2, 'dawn', 'reject'), decision(3, 'boat', 'accept'), decision(3, 'boat', 'retract')]); // prettier-ignore
    for (const options of [
      { by: 'uncertainty' },
      { by: 'cluster' },
      { by: 'cluster', cluster: 0 },
      { by: 'uncertainty', cluster: 1, label: 'dawn' },
    ] as const) {
      const items = queue(archive, options);
      const expected = [1, 2, 3, 4, 5, 6, 7].flatMap((key) =>
        archive
          .tagsOf(key)
          .filter(({ origin, label }) => origin === 'machine' && (!('label' in options) || label === options.label))
          .filter(() => !('cluster' in options) || archive.sample(key)!.cluster === options.cluster)
          .map((tag) => ({ sampleKey: key, tag })),
      );
      expect(new Set(items.map((item) => JSON.stringify(item)))).toEqual(new Set(expected.map((item) => JSON.stringify(item))));
      expect(items).toHaveLength(expected.length);
    }
    const uncertainties = queue(archive, { by: 'uncertainty' }).map(({ tag }) => Math.abs(tag.machine!.confidence - 0.5));
    expect(uncertainties).toEqual(uncertainties.toSorted((a, b) => a - b));
    expect(queue(archive, { by: 'cluster' }).map(({ sampleKey }) => sampleKey)).toEqual([7, 7, 7, 5, 5, 5, 3, 3, 3, 1, 1, 6, 6, 4, 4, 2]);
    expect(() => archive.reviewQueue({ by: 'luck' as 'cluster' })).toThrow(
      'reviewQueue: expected by to be uncertainty or cluster, got "luck".',
    );
  }));

/** All pages of a queue. */
function queue(archive: Archive, options: Parameters<Archive['reviewQueue']>[0]) {
  const first = archive.reviewQueue({ ...options, limit: 2 });
  const items = [...first.items];
  for (let cursor = first.nextCursor; cursor !== undefined;) {
    const page = archive.reviewQueue({ ...options, limit: 2, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

test('what was reviewed says whether the machine was right', () =>
  withArchive((archive) => {
    fill(archive);
    archive.decide([decision(1, 'boat', 'reject'), decision(2, 'dawn', 'accept'), decision(2, 'sky', 'add'), decision(3, 'dawn', 'reject'), decision(3, 'dawn', 'retract')]); // prettier-ignore
    expect(archive.reviewed()).toEqual([
      { confidence: 0.9, kind: 'label', from: 'image', isRight: false },
      { confidence: 0.3, kind: 'word', from: 'image', isRight: true },
    ]);
  }));
