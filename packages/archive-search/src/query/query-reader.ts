import type { Archive } from '@mmae/archive-store';
import { InputError } from '@mmae/input';
import { row } from '@mmae/matrix';
import { recent } from '../recent.ts';
import { meanDirection, moved, type QueryVectors, type Weights } from '../ranking/similarity.ts';
import { unitVector, type VectorIndex } from '../ranking/vector-index.ts';
import type { QueryEmbedder, QueryMedia, SearchRequest } from '../search.ts';
import { weightsOf } from './search-options.ts';

/** The part of a search that embeddings answer. */
export interface EmbeddingQuery {
  readonly vectors: QueryVectors;
  readonly weights: Weights;
  readonly isUnlikeTrain: boolean;
  /** samples that the query was made of; no hits */
  readonly own: readonly number[];
  /** what kind of query a cosine is judged as */
  readonly kind: 'text' | 'image' | 'audio' | 'joint';
}

type Embedded = Awaited<ReturnType<QueryEmbedder>>;

/** Query embeddings that are kept for further pages. */
const numKept = 16;

/** Turns the texts, media and samples of requests into vectors; undefined for a request of words that the run cannot read, or of none. */
export function queryReader(
  archive: Archive,
  indexOf: (subset: string) => VectorIndex | undefined,
  embed: QueryEmbedder | undefined,
): (request: SearchRequest, plain: string) => Promise<EmbeddingQuery | undefined> {
  const embedded = recent<Promise<Embedded>>(numKept);

  return async (request, plain) => {
    const keys = sampleKeysOf(archive, request);
    const media = mediaOf(request, plain);
    const isBySamples = keys.like.length + keys.relevant.length + keys.irrelevant.length > 0;
    if (media.length === 0 && !isBySamples) return undefined;
    const run = archive.currentRun();
    if (!run) return expectOnlyWords(media, isBySamples);
    const weights = weightsOf(request, run.modalities);
    const answers = await embedAll(media, run.version);
    const vectors = vectorsOf(answers, keys, indexOf);
    if (Object.keys(weights).every((subset) => vectors(subset) === undefined)) return undefined;
    const isUnlikeTrain = answers.length > 0 && answers.every((answer) => answer.isUnlikeTrain);
    return { vectors, weights, isUnlikeTrain, own: keys.like, kind: media.length === 1 && !isBySamples ? media[0]!.kind : 'joint' };
  };

  async function embedAll(media: readonly QueryMedia[], version: string): Promise<Embedded[]> {
    const answers: Embedded[] = [];
    for (const one of media) {
      if (!embed && one.kind === 'text') continue;
      if (!embed) throw new InputError('search: expected a run that reads media, got none. Search by words, or name the run.');
      const answer = await embedded(`${version} ${JSON.stringify(one)}`, () => embed(one)).catch((error: unknown) => {
        if (one.kind === 'text' && error instanceof InputError) return undefined; // of unknown words alone
        throw error;
      });
      if (answer) answers.push(answer);
    }
    return answers;
  }
}

type SampleKeys = Readonly<Record<'like' | 'relevant' | 'irrelevant', readonly number[]>>;

function sampleKeysOf(archive: Archive, { like = [], relevant = [], irrelevant = [] }: SearchRequest): SampleKeys {
  const keyOf = (id: string) => {
    const sample = archive.sampleById(id);
    if (sample) return sample.key;
    throw new InputError(`search: expected the id of a sample, got ${JSON.stringify(id)}. Search by words to find one.`);
  };
  return { like: like.map(keyOf), relevant: relevant.map(keyOf), irrelevant: irrelevant.map(keyOf) };
}

function mediaOf({ image, audio }: SearchRequest, plain: string): QueryMedia[] {
  return [
    ...(plain === '' ? [] : [{ kind: 'text', text: plain } as const]),
    ...(image === undefined ? [] : [{ kind: 'image', path: image } as const]),
    ...(audio === undefined ? [] : [{ kind: 'audio', path: audio } as const]),
  ];
}

function expectOnlyWords(media: readonly QueryMedia[], isBySamples: boolean): undefined {
  if (!isBySamples && media.every(({ kind }) => kind === 'text')) return undefined;
  throw new InputError(
    'search: expected an indexed archive for a search by media or by samples, got one without an index. Run mmae-archive index RUN.',
  );
}

/** The mean of the embedded media and of the samples to be like, moved by what a person marked. */
function vectorsOf(
  answers: readonly Embedded[],
  { like, relevant, irrelevant }: SampleKeys,
  indexOf: (subset: string) => VectorIndex | undefined,
): QueryVectors {
  const given = answers.map(({ embedding }) => unitVector(embedding));
  return (subset) => {
    const rows = (keys: readonly number[]) => keys.flatMap((key) => vectorOf(indexOf(subset), key) ?? []);
    return moved(meanDirection([...given, ...rows(like)]), rows(relevant), rows(irrelevant));
  };
}

/** The unit embedding of a sample; undefined without one. */
export function vectorOf(index: VectorIndex | undefined, sampleKey: number): Float32Array | undefined {
  const at = index?.rowOf(sampleKey);
  const vector = at === undefined ? undefined : row(index!.unit, at);
  return vector?.some((value) => value !== 0) ? vector : undefined;
}
