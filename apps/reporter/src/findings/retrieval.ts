import { seededRandom } from '@mmae/random';
import type { Preview } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { cosine } from './cosine.ts';

/** What one modality of a sample finds among the samples that the report shows. */
export interface RetrievalExample {
  readonly query: Preview;
  /** the nearest first */
  readonly hits: readonly Preview[];
}

/**
 * Examples of one modality finding another, drawn by chance, not chosen: among the shown samples of the scored split, by cosine of the
 * two embeddings.
 */
export function retrievalExamples(results: Results, from: string, to: string, numQueries: number, numHits: number): RetrievalExample[] {
  const { run, split, embeddings } = results;
  const [queries, targets] = [embeddings[from], embeddings[to]];
  if (!queries || queries.numColumns !== targets?.numColumns) return [];
  const rowOf = new Map(run.samples.map(({ id }, index) => [id, index]));
  const shown = run.previews.filter((preview) => preview.split === split && rowOf.has(preview.id));
  const candidates = shown.filter(({ media }) => to in media);
  const askers = shown.filter(({ media }) => from in media);
  const order = seededRandom(1).permutation(askers.length);
  return [...order.subarray(0, numQueries)].map((index) => {
    const query = askers[index];
    const similarity = (hit: Preview) => cosine(queries, rowOf.get(query.id)!, targets, rowOf.get(hit.id)!);
    const ranked = candidates.map((hit) => ({ hit, similarity: similarity(hit) })).sort((a, b) => b.similarity - a.similarity);
    return { query, hits: ranked.slice(0, numHits).map(({ hit }) => hit) };
  });
}
