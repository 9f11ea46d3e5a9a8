import type { Archive, SampleFilter } from '@mmae/archive-store';
import { parseQuery, type ParsedQuery } from './query/parse-query.ts';
import { queryReader, vectorOf, type EmbeddingQuery } from './query/query-reader.ts';
import { fingerprint, limitOf, offsetOf, toCursor } from './query/search-options.ts';
import { calibrations } from './ranking/calibrations.ts';
import { fuseRanks } from './ranking/fuse-ranks.ts';
import { both, without } from './ranking/key-sets.ts';
import { descending, valuesAt } from './ranking/ordered.ts';
import { hitsOf, type EmbeddingRanking, type Ranking } from './ranking/ranking.ts';
import { settledVersion } from './ranking/settled-version.ts';
import { similarities } from './ranking/similarity.ts';
import { vectorIndexes } from './ranking/vector-index.ts';
import { recent } from './recent.ts';
import type { ArchiveSearch, QueryEmbedder, SearchHit, SearchPage, SearchRequest } from './search.ts';

export interface OpenSearchOptions {
  /** without it, texts are searched by words alone, and media not at all */
  readonly embed?: QueryEmbedder;
}

/** Samples with the words that count, where the words are so frequent that the embedding ranks them. */
const maxFrequentHits = 5000;
/** How much the rank by embedding counts, next to words, where the query is unlike the training data. */
const unlikeWeight = 0.1;
/** Rankings that are kept for further pages. */
const numKept = 16;

interface AnsweredRanking extends Ranking, Pick<SearchPage, 'numCandidates' | 'unknownWords' | 'isUnlikeTrain'> {}

/**
 * Searches an archive by words and by embeddings, exactly. It follows the archive: what another process adds or decides is found by the next search
 * (by embedding within five seconds, if the archive has more than 20,000 samples).
 * The embeddings of a subset are kept in memory when they are first used, 51 MB for 200,000 of 64 numbers.
 */
export function openSearch(archive: Archive, { embed }: OpenSearchOptions = {}): ArchiveSearch {
  const settled = { indexVersion: settledVersion(archive), embeddings: archive.embeddings, tagsOfAll: archive.tagsOfAll };
  const indexOf = vectorIndexes(settled);
  const curveOf = calibrations(settled, indexOf);
  const readQuery = queryReader(archive, indexOf, embed);
  const rankings = recent<Promise<AnsweredRanking>>(numKept);
  const everySample = recent<Uint32Array>(1);

  async function search(request: SearchRequest): Promise<SearchPage> {
    const [limit, offset] = [limitOf(request), offsetOf(request)];
    const ranking = await rankings(`${archive.version()} ${fingerprint(request)}`, () => rank(request));
    const { sampleKeys, numCandidates, unknownWords, isUnlikeTrain } = ranking;
    const end = Math.min(offset + limit, sampleKeys.length);
    const nextCursor = end < sampleKeys.length ? { nextCursor: toCursor(end, request) } : {};
    return { hits: hitsOf(archive, ranking, offset, end), ...nextCursor, numCandidates, unknownWords, isUnlikeTrain };
  }

  async function rank(request: SearchRequest): Promise<AnsweredRanking> {
    const { filter = {}, text = '' } = request;
    const parsed = parseQuery(text);
    const query = await readQuery(request, parsed.plain);
    const candidates = candidatesOf(filter, parsed);
    const matches = archive.matchWords(parsed.terms);
    const matching = without(both(matches.sampleKeys, candidates), query?.own ?? []);
    const answer = { numCandidates: candidates.length, unknownWords: archive.unknownWords(parsed.words) };
    if (!query) {
      const sampleKeys = parsed.terms.some(({ isExcluded }) => !isExcluded) ? matching : candidates;
      return { ...answer, byWords: matching, sampleKeys, isUnlikeTrain: false };
    }
    const byEmbedding = rankByEmbedding(candidates, query);
    const byWords = matches.isRanked ? matching : inOrderOf(byEmbedding.sampleKeys, matching).subarray(0, maxFrequentHits);
    const weight = query.isUnlikeTrain && byWords.length > 0 ? unlikeWeight : 1;
    const sampleKeys = fuseRanks([{ sampleKeys: byWords }, { sampleKeys: byEmbedding.sampleKeys, weight }]);
    return { ...answer, byWords, sampleKeys, byEmbedding, isUnlikeTrain: query.isUnlikeTrain };
  }

  /** Samples that pass the filter and have none of the excluded words, ascending. */
  function candidatesOf(filter: SampleFilter, { terms }: ParsedQuery): Uint32Array {
    const passesAll = Object.values(filter).every((value) => value === undefined);
    const passing = passesAll ? everySample(String(archive.indexVersion()), () => archive.filter({})) : archive.filter(filter);
    const excluded = terms.flatMap(({ words, isPrefix, isExcluded }) => (isExcluded ? { words, isPrefix } : []));
    if (excluded.length === 0) return passing;
    return without(passing, archive.matchWords(excluded).sampleKeys);
  }

  function rankByEmbedding(candidates: Uint32Array, query: Omit<EmbeddingQuery, 'isUnlikeTrain'>): EmbeddingRanking {
    const values = similarities(candidates, indexOf, query.vectors, query.weights);
    for (const key of query.own) {
      const at = candidates.indexOf(key);
      if (at >= 0) values[at] = NaN;
    }
    const order = descending(values);
    return {
      sampleKeys: valuesAt(candidates, order),
      cosines: valuesAt(values, order),
      curve: curveOf(query),
    };
  }

  function neighbours(sampleKey: number, { subset = 'joint', count = 10 }: { subset?: string; count?: number } = {}): readonly SearchHit[] {
    const index = indexOf(subset);
    const vector = vectorOf(index, sampleKey);
    if (!index || !vector) return [];
    const query = { vectors: () => vector, weights: { [subset]: 1 }, own: [sampleKey], kind: 'joint' } as const;
    const byEmbedding = rankByEmbedding(index.sampleKeys, query);
    return hitsOf(archive, { sampleKeys: byEmbedding.sampleKeys, byWords: new Uint32Array(0), byEmbedding }, 0, count);
  }

  return { search, neighbours };
}

/** Keys in the order of a ranking; those that it does not have last. */
function inOrderOf(ranking: Uint32Array, keys: Uint32Array): Uint32Array {
  const ranked = both(ranking, keys);
  const result = new Uint32Array(keys.length);
  result.set(ranked);
  result.set(without(keys, ranked), ranked.length);
  return result;
}
