import type { Matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import type { Media } from './sample.ts';

/** What an extractor learnt from train, as it stands in a run folder. */
export interface FittedState {
  readonly json: unknown;
  readonly tensors: Readonly<Record<string, Matrix>>;
}

/**
 * Media of one modality to features, in two steps: `extract` knows nothing but its options and is cached,
 * `transform` may know what `fit` learnt from train. One a modality; `Raw` is the extractor's own.
 */
export interface Extractor<Raw = unknown> {
  /** Media to pixels, frames or tokens. @throws UnusableMediaError */
  extract(media: Media): Promise<Raw>;
  /** Learns vocabulary, weights … from train rows; keeps none of them. */
  fit(train: Iterable<Raw>): void;
  /** How many numbers `transform` gives; known once fitted. */
  readonly featureLength: number;
  /** @returns shape `[featureLength]`, finite */
  transform(raw: Raw): Float32Array;
  /** How many copies `augment` gives, whatever it is given. */
  readonly numCopies: number;
  /** Altered copies of a train row, each as likely as the original to show what it shows. */
  augment(raw: Raw, random: Random): Raw[];
  /** For the cache: `fromBytes(toBytes(raw))` equals `raw`. */
  toBytes(raw: Raw): Uint8Array;
  fromBytes(bytes: Uint8Array): Raw;
  /** What `fit` learnt; `restore` puts it back, so that new media pass as train did. */
  state(): FittedState;
  restore(state: FittedState): void;
}
