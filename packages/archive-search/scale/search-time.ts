// How long searches take in an archive, for instance one of ../archive-store/scale/synthetic-archive.ts:
//   node --import ../../tools/run-sources/register.mjs scale/search-time.ts FOLDER
import { openArchive } from '@mmae/archive-store';
import { seededRandom } from '@mmae/random';
import { openSearch, type SearchRequest } from '../src/index.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('search-time: expected a folder, got none.');
const archive = openArchive(folder, { readOnly: true });
const random = seededRandom(1);
const numColumns = archive.embeddings('joint')!.matrix.numColumns;
const embed = async () => ({ embedding: Float32Array.from({ length: numColumns }, () => random.normal()), isUnlikeTrain: false });
const search = openSearch(archive, { embed });
const ids = archive.filter({}).subarray(0, 1000);
let n = 0;

const requests: Record<string, () => SearchRequest> = {
  'a frequent word and the embedding': () => ({ text: `word1 word${++n}` }),
  'a rare word and the embedding': () => ({ text: `word${40_000 + ++n}` }),
  'a prefix, a phrase, an excluded word': () => ({ text: `word49* "word1 word2" -word${++n}` }),
  'an image': () => ({ image: `/${++n}.jpg` }),
  'an image, two weights': () => ({ image: `/${++n}.jpg`, weights: { image: 1, text: 0.5 } }),
  'a sample': () => ({ like: [archive.sample(ids[++n]!)!.id] }),
  'an image, in one cluster': () => ({ image: `/${++n}.jpg`, filter: { cluster: 3 } }),
  'words, with a tag': () => ({ text: `word${++n}`, filter: { tags: ['label 7'] } }),
};
for (const [name, request] of Object.entries(requests)) {
  const [first, ...times] = await timesOf(async () => void (await search.search(request())), 21);
  console.log(`${name}: ${median(times)} ms, at most ${Math.max(...times)}; first ${first}`);
}
const [, ...pages] = await timesOf(async () => void (await search.search({ text: 'word1', limit: 200 })), 11);
console.log(`a further page: ${median(pages)} ms`);
archive.close();

async function timesOf(work: () => Promise<void>, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const startMs = performance.now();
    await work();
    times.push(Math.round(10 * (performance.now() - startMs)) / 10);
  }
  return times;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
