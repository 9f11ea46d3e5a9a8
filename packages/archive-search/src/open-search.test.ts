// Also covers `query-reader.ts` and `calibrations.ts`.
import { openArchive, type Archive, type NewSample } from '@mmae/archive-store';
import { InputError } from '@mmae/input';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSearch } from './open-search.ts';
import type { QueryMedia, SearchRequest } from './search.ts';

const texts = ['Boats leave the harbour at dawn', 'The harbour by night', 'Cows on a meadow', 'Der Hafen am Morgen', 'A choir sings'];
/** What each sample shows: x is water, y is land. */
const directions = [0, 10, 90, 5, 45];

const folder = mkdtempSync(join(tmpdir(), 'archive-search-'));
let archive: Archive;
let ids: string[];

beforeAll(() => {
  archive = openArchive(folder, { create: true });
  for (const [i, text] of texts.entries()) {
    const asset = {
      content: `${i}`.repeat(64),
      kind: 'sample' as const,
      root: '/media',
      path: `${i}.txt`,
      title: `${i}`,
      sizeBytes: 1,
      modifiedMs: 1,
    };
    const sample: NewSample = { media: {}, text, language: i === 3 ? 'de' : 'en', extra: {} };
    archive.putAsset(asset, [sample]);
  }
  const indexing = archive.beginIndex({ folder: '/run', name: 'run', version: '1', modalities: ['image', 'text'] });
  const vector = (degrees: number) => Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
  const tag = (label: string) => ({ label, kind: 'label' as const, confidence: 0.9, from: 'image' });
  const annotations = Array.from(indexing.pending().subarray(0, 4), (sampleKey, i) => ({
    ...{ sampleKey, isUnlikeTrain: false, tags: [tag(directions[i] < 45 ? 'water' : 'land')] },
    embeddings: { joint: vector(directions[i]), image: vector(90 - directions[i]) },
  }));
  indexing.put(annotations);
  indexing.finish({ clusters: [] });
  ids = [...archive.eachSample()].flat().map(({ id }) => id);
});
afterAll(() => {
  archive.close();
  rmSync(folder, { recursive: true });
});

/** Knows "water" and "land" only. */
async function embed(media: QueryMedia) {
  const text = media.kind === 'text' ? media.text : media.path;
  if (/meadow|land/i.test(text)) return { embedding: Float32Array.of(0, 2), isUnlikeTrain: false };
  if (/harbour|water/i.test(text)) return { embedding: Float32Array.of(2, 0), isUnlikeTrain: /strange/.test(text) };
  throw new InputError('embed: expected known words');
}

const numbersOf = async (request: SearchRequest, options = { embed }) => {
  const { hits } = await openSearch(archive, options).search(request);
  return hits.map(({ sample }) => ids.indexOf(sample.id));
};

test('words and embeddings together: first what both have, then what one has', async () => {
  const page = await openSearch(archive, { embed }).search({ text: 'harbour' });
  expect(page.hits.map(({ sample: { id }, rank, wordRank, embeddingRank }) => [ids.indexOf(id), rank, wordRank, embeddingRank])).toEqual([
    [0, 1, 2, 1],
    [1, 2, 1, 3],
    [3, 3, undefined, 2],
    [2, 4, undefined, 4],
  ]);
  expect(page.hits[0].cosine).toBeCloseTo(1);
  expect([page.numCandidates, page.unknownWords, page.isUnlikeTrain]).toEqual([5, [], false]);
});

test('names words that no sample contains and answers by the others', async () => {
  const page = await openSearch(archive, { embed }).search({ text: 'zeppelin choir' });
  expect(page.unknownWords).toEqual(['zeppelin']);
  expect(page.hits.map(({ sample }) => ids.indexOf(sample.id))).toEqual([4]);
  expect((await openSearch(archive).search({ text: 'zeppelin' })).hits).toEqual([]);
});

test('words alone: phrases, prefixes, excluded words, without case', async () => {
  expect(await numbersOf({ text: '"AT DAWN"' }, {} as never)).toEqual([0]);
  expect(await numbersOf({ text: 'haf* mead*' }, {} as never).then((found) => found.sort())).toEqual([2, 3]);
  expect(await numbersOf({ text: 'harbour -night' }, {} as never)).toEqual([0]);
  expect(await numbersOf({ text: '-harbour' }, {} as never)).toEqual([2, 3, 4]);
});

test('an excluded word is no hit by its embedding either', async () => {
  expect(await numbersOf({ text: 'harbour -night' })).toEqual([0, 3, 2]);
});

test('a query unlike the training data counts mostly by its words', async () => {
  const page = await openSearch(archive, { embed }).search({ text: 'strange choir water' });
  expect(page.isUnlikeTrain).toBe(true);
  expect(ids.indexOf(page.hits[0].sample.id)).toBe(4);
});

test('filters apply to words and embeddings', async () => {
  expect(await numbersOf({ text: 'harbour', filter: { language: 'de' } })).toEqual([3]);
  expect(await numbersOf({ text: 'meadow', filter: { tags: ['water'] } })).toEqual([1, 3, 0]);
  expect(await numbersOf({ filter: { language: 'en' } })).toEqual([0, 1, 2, 4]);
});

test('by image, by weights, by sample', async () => {
  expect(await numbersOf({ image: '/water.jpg' })).toEqual([0, 3, 1, 2]);
  expect(await numbersOf({ image: '/water.jpg', weights: { image: 1 } })).toEqual([2, 1, 3, 0]);
  expect(await numbersOf({ like: [ids[2]] })).toEqual([1, 3, 0]);
  await expect(numbersOf({ image: '/x.jpg' }, {} as never)).rejects.toThrow('expected a run that reads media');
  await expect(numbersOf({ image: '/strange.jpg' })).rejects.toThrow('expected known words');
  await expect(numbersOf({ like: ['ffff'] })).rejects.toThrow('expected the id of a sample, got "ffff"');
  await expect(numbersOf({ like: [ids[0]], weights: { audio: 1 } })).rejects.toThrow('expected weights by image, text, got "audio"');
});

test('what a person marked moves the query', async () => {
  expect(await numbersOf({ text: 'water' })).toEqual([0, 3, 1, 2]);
  expect(await numbersOf({ text: 'water', relevant: [ids[2]], irrelevant: [ids[0]] })).toEqual([1, 3, 0, 2]);
  expect(await numbersOf({ relevant: [ids[2]] })).toEqual([2, 1, 3, 0]);
});

test('pages go to the end without a gap or a repeat', async () => {
  const search = openSearch(archive, { embed });
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await search.search({ text: 'harbour', limit: 1, cursor });
    found.push(...page.hits.map(({ sample }) => sample.id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(found).toEqual((await search.search({ text: 'harbour' })).hits.map(({ sample }) => sample.id));
});

test('neighbours of a sample, by all it has or by one modality', () => {
  const search = openSearch(archive);
  const numbers = (options?: { subset: string }) => search.neighbours([...archive.eachSample()].flat()[0].key, options).map(({ sample }) => ids.indexOf(sample.id)); // prettier-ignore
  expect(numbers()).toEqual([3, 1, 2]);
  expect(numbers({ subset: 'image' })).toEqual([3, 1, 2]);
  expect(numbers({ subset: 'audio' })).toEqual([]);
});

test('a decision is seen by the next search', async () => {
  const search = openSearch(archive, { embed });
  const { hits } = await search.search({ text: 'sunrise' });
  archive.decide([{ sampleKey: archive.sampleById(ids[0])!.key, label: 'sunrise', verdict: 'add', who: 'Ada' }]);
  const later = await search.search({ text: 'sunrise' });
  expect([hits, later.hits.map(({ sample }) => sample.id)]).toEqual([[], [ids[0]]]);
});
