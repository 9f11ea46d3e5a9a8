import fc from 'fast-check';
import type { Archive } from '../archive.ts';
import { content, film, proposed, run, shot, withArchive } from '../fixtures.test.support.ts';
import type { SampleFilter } from './query.ts';

/** Two films of six shots: labels by remainder, lengths that differ, three languages. */
function fill(archive: Archive): void {
  archive.putAsset(film('a', { language: 'de-AT', date: '1998-03' }), [0, 1, 2, 3, 4, 5].map((i) => shot(i * 100, i * 100 + 25 * (i + 1)))); // prettier-ignore
  archive.putAsset(film('b', { date: '2001' }), [0, 1, 2, 3, 4, 5].map((i) => shot(i * 100, i * 100 + 100, '', i > 3 ? { language: 'en' } : {}))); // prettier-ignore
  const indexing = archive.beginIndex(run('v1'));
  const keys = indexing.pending();
  indexing.put(
    Array.from(keys, (sampleKey) => ({
      sampleKey,
      embeddings: {},
      tags: [proposed(`mod ${sampleKey % 3}`, 0.5, sampleKey % 3 === 0 ? { concept: 'medtop:0' } : {})],
      isUnlikeTrain: false,
    })),
  );
  indexing.finish({ clusters: [{ name: 'low', words: [], sampleKeys: keys.slice(0, 4) }, { name: 'high', words: [], sampleKeys: keys.slice(4) }] }); // prettier-ignore
  archive.decide([
    { sampleKey: 3, label: 'mod 0', verdict: 'reject', who: 'Ada' },
    { sampleKey: 6, label: 'mod 0', verdict: 'accept', who: 'Ada' },
    { sampleKey: 1, label: 'mod 0', verdict: 'add', who: 'Ada', concept: 'medtop:0' },
    { sampleKey: 2, label: 'new', verdict: 'add', who: 'Ada' },
  ]);
}

const cases: readonly (readonly [SampleFilter, readonly number[]])[] = [
  [{}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  [{ tags: ['mod 0'] }, [1, 6, 9, 12]],
  [{ tags: ['medtop:0'] }, [1, 6, 9, 12]],
  [{ tags: ['mod 0', 'mod 1'] }, [1]],
  [{ tags: ['unknown'] }, []],
  [{ tags: ['mod 0'], onlyAccepted: true }, [1, 6]],
  [{ onlyAccepted: true }, [1, 2, 6]],
  [{ cluster: 1 }, [5, 6, 7, 8, 9, 10, 11, 12]],
  [{ assetKey: 2 }, [7, 8, 9, 10, 11, 12]],
  [{ language: 'de' }, [1, 2, 3, 4, 5, 6]],
  [{ language: 'DE-at' }, [1, 2, 3, 4, 5, 6]],
  [{ language: 'd' }, []],
  [{ language: 'en' }, [11, 12]],
  [{ dateFrom: '1998-04' }, [7, 8, 9, 10, 11, 12]],
  [{ dateFrom: '1998-03-31' }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  [{ dateTo: '1998' }, [1, 2, 3, 4, 5, 6]],
  [{ dateFrom: '2001-06', dateTo: '2001-06-30' }, [7, 8, 9, 10, 11, 12]],
  [{ minSeconds: 5 }, [5, 6]],
  [{ minSeconds: 2, maxSeconds: 3 }, [2, 3]],
];

test('each condition keeps the samples that it says', () =>
  withArchive((archive) => {
    fill(archive);
    for (const [filter, expected] of cases) expect([filter, [...archive.filter(filter)]]).toEqual([filter, expected]);
  }));

test('conditions together keep what each of them keeps', () =>
  withArchive((archive) => {
    fill(archive);
    const tags = cases.filter(([{ onlyAccepted }]) => !onlyAccepted);
    fc.assert(
      fc.property(fc.constantFrom(...tags), fc.constantFrom(...tags), ([a, keptByA], [b, keptByB]) => {
        fc.pre(!Object.keys(a).some((key) => key in b));
        expect([...archive.filter({ ...a, ...b })]).toEqual(keptByA.filter((key) => keptByB.includes(key)));
      }),
    );
  }));

test('a filter is data, never a part of the query', () =>
  withArchive((archive) => {
    fill(archive);
    expect(archive.filter({ tags: [`x') OR 1 --`], language: `' OR 1 --` })).toHaveLength(0);
    expect(() => archive.filter({ dateFrom: `'; DROP TABLE assets` })).toThrow('expected ISO 8601');
    expect(archive.assetByContent(content('a'))!.numSamples).toBe(6);
  }));
