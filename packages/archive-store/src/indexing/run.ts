import type { Matrix } from '@mmae/matrix';

/** The run that annotated the archive. */
export interface RunReference {
  readonly folder: string;
  readonly name: string;
  /** changes when the run is trained again */
  readonly version: string;
  readonly modalities: readonly string[];
}

export interface Indexing {
  /** Keys of samples that are new or have changed since they were indexed by this run, ascending. */
  pending(): Uint32Array;
  /** Stores one batch, atomically. */
  put(batch: readonly SampleAnnotation[]): void;
  /** Clusters and the map of all samples, and the run becomes the current one, in one transaction. */
  finish(groups: { readonly clusters: readonly NewCluster[]; readonly map?: ArchiveMap }): void;
  embeddings(subset: string): Embeddings | undefined;
}

export interface SampleAnnotation {
  readonly sampleKey: number;
  /** by subset of modalities, and `joint` */
  readonly embeddings: Readonly<Record<string, Float32Array>>;
  readonly tags: readonly MachineTag[];
  /** whether it is farther from the training data than 99 % of validation samples; such samples get no tags */
  readonly isUnlikeTrain: boolean;
}

export interface MachineTag {
  readonly label: string;
  /** `label`: a category of the training data; `word`: a word of its texts */
  readonly kind: 'label' | 'word';
  /** calibrated, 0 … 1 */
  readonly confidence: number;
  /** modalities that it was read from, as a subset key: `image`, `audio+image` */
  readonly from: string;
  /** a concept of the vocabulary, such as `medtop:04000000` */
  readonly concept?: string;
}

/** Rows of embeddings with the sample that each belongs to. */
export interface Embeddings {
  readonly sampleKeys: Uint32Array;
  readonly matrix: Matrix;
}

export interface NewCluster {
  readonly name: string;
  /** typical words */
  readonly words: readonly string[];
  /** nearest to the centre first */
  readonly sampleKeys: Uint32Array;
}

export interface Cluster {
  readonly number: number;
  readonly name: string;
  readonly words: readonly string[];
  readonly size: number;
}

/** A point for each mapped sample: x, y in −1 … 1. */
export interface ArchiveMap {
  readonly sampleKeys: Uint32Array;
  /** shape `[numSamples, 2]` */
  readonly positions: Float32Array;
}
