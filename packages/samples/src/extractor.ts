import type { Matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import type { Media } from './sample.ts';

/** What an extractor learnt from the train rows, as saved in a run folder. */
export interface FittedState {
  readonly json: unknown;
  readonly tensors: Readonly<Record<string, Matrix>>;
}

/**
 * Turns media of one modality into features, in two steps. `extract` depends only on the extractor's options, so its results can be cached;
 * `transform` may also depend on what `fit` learnt from train rows. `Raw` is any type that suits the modality.
 */
export interface Extractor<Raw = unknown> {
  /** What `extract` depends on apart from the options, such as the digest of weights; part of the key in the cache. Undefined: nothing. */
  readonly identity?: unknown;
  /** Loads what `extract` needs, such as a network. @throws InputError if it is missing */
  ready?(): Promise<void>;
  /** Media to pixels, frames or terms. @throws UnusableMediaError */
  extract(media: Media): Promise<Raw>;
  /** Learns a vocabulary, weights and the like from train rows, without keeping the rows. */
  fit(train: Iterable<Raw>): void;
  /** The length of what `transform` returns; known once the extractor is fitted. */
  readonly featureLength: number;
  /** @returns shape `[featureLength]`, finite */
  transform(raw: Raw): Float32Array;
  /** The number of copies that `augment` returns for any row. */
  readonly numCopies: number;
  /** Altered copies of a train row that still show the same content. */
  augment(raw: Raw, random: Random): Raw[];
  /** Serialization for the cache: `fromBytes(toBytes(raw))` equals `raw`, also where the bytes are part of a larger buffer. */
  toBytes(raw: Raw): Uint8Array;
  fromBytes(bytes: Uint8Array): Raw;
  /** What `fit` learnt. `restore` puts it back, so that new media are transformed as the train rows were. */
  state(): FittedState;
  restore(state: FittedState): void;
}
