import { row, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import type { Preview } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';

/** A query by one modality of a sample, and what it finds among the samples that the page shows. */
export interface SearchExample {
  readonly query: Preview;
  /** nearest first */
  readonly hits: readonly Preview[];
}

/**
 * Examples of searching from one modality to another: randomly drawn queries, hits ranked by the cosine of the two embeddings. Queries and
 * hits are the previewed samples of the scored split.
 *
 * @returns none if the two modalities do not share an embedding space
 */
export function searchExamples(results: Results, from: string, to: string, numQueries: number, numHits: number): SearchExample[] {
  const { run, split, embeddings } = results;
  const [queryPoints, hitPoints] = [embeddings[from], embeddings[to]];
  if (!queryPoints || queryPoints.numColumns !== hitPoints?.numColumns) return [];
  const rowOf = new Map(run.samples.map(({ id }, index) => [id, index]));
  const shown = run.previews.filter((preview) => preview.split === split && rowOf.has(preview.id));
  const candidates = shown.filter(({ media }) => to in media);
  const queries = shown.filter(({ media }) => from in media);
  const order = seededRandom(1).permutation(queries.length);
  return [...order.subarray(0, numQueries)].map((index) => {
    const query = queries[index];
    const similarity = (hit: Preview) => cosine(queryPoints, rowOf.get(query.id)!, hitPoints, rowOf.get(hit.id)!);
    const ranked = candidates.map((hit) => ({ hit, similarity: similarity(hit) })).sort((a, b) => b.similarity - a.similarity);
    return { query, hits: ranked.slice(0, numHits).map(({ hit }) => hit) };
  });
}

/** Cosine of the angle between two rows; 0 if one of them is zero. */
function cosine(a: Matrix, rowOfA: number, b: Matrix, rowOfB: number): number {
  const [first, second] = [row(a, rowOfA), row(b, rowOfB)];
  let [product, squareOfFirst, squareOfSecond] = [0, 0, 0];
  for (let i = 0; i < first.length; i++) {
    product += first[i] * second[i];
    squareOfFirst += first[i] ** 2;
    squareOfSecond += second[i] ** 2;
  }
  return product / (Math.sqrt(squareOfFirst * squareOfSecond) || 1);
}
