import type { Archive } from '@mmae/archive-store';
import { seededRandom } from '@mmae/random';
import { vectorOf, type EmbeddingQuery } from '../query/query-reader.ts';
import { recent } from '../recent.ts';
import { fitConfidence, type ConfidenceCurve } from './confidence.ts';
import { similarities } from './similarity.ts';
import { atKeys, type VectorIndex } from './vector-index.ts';

/** Samples that calibration queries are compared with: a random part of a large archive. */
const maxGallery = 5000;
/** Curves that are kept: one for each kind of query and choice of weights. */
const numKept = 16;

/** What a similarity is worth for each kind of query, learnt from samples of the archive as queries; learnt again after a new index. */
export function calibrations(
  archive: Pick<Archive, 'indexVersion' | 'tagsOfAll'>,
  indexOf: (subset: string) => VectorIndex | undefined,
): (query: Pick<EmbeddingQuery, 'kind' | 'weights'>) => ConfidenceCurve | undefined {
  const curves = recent<{ readonly curve?: ConfidenceCurve }>(numKept);

  function fit({ kind, weights }: Pick<EmbeddingQuery, 'kind' | 'weights'>): { readonly curve?: ConfidenceCurve } {
    const [queries, all] = [indexOf(kind), indexOf('joint')];
    if (!queries || !all) return {};
    const random = seededRandom(0);
    const chosen = random.permutation(all.sampleKeys.length).subarray(0, maxGallery).sort();
    const galleryKeys = Uint32Array.from(chosen, (at) => all.sampleKeys[at]!);
    const gallery = new Map(Object.keys(weights).map((subset) => [subset, atKeys(indexOf(subset), galleryKeys)]));
    const queryOf = (key: number) => (subset: string) => vectorOf(kind === 'joint' ? indexOf(subset) : queries, key);
    const ofQuery = (key: number) => similarities(galleryKeys, (subset) => gallery.get(subset), queryOf(key), weights);
    return { curve: fitConfidence(archive, { queryKeys: queries.sampleKeys, galleryKeys, similarities: ofQuery }, random) };
  }

  return (query) => curves(`${archive.indexVersion()} ${query.kind} ${JSON.stringify(query.weights)}`, () => fit(query)).curve;
}
