import type { FeatureTable, Representation } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { embedEncoded } from './inference/embed.ts';
import { tableEncoder } from './inference/encode-table.ts';
import type { Model } from './model.ts';
import { train, type TrainRequest } from './training/train.ts';

/** A training without its tables. */
export type MmaeRequest = Omit<TrainRequest, 'train' | 'validation'>;

/** The Multimodal Autoencoder as a `Representation`. Its tables need not be in memory. */
export interface Mmae extends Representation {
  fit(train: FeatureTable, validation: FeatureTable): Promise<void>;
  embed(table: FeatureTable, modalities: readonly string[]): Promise<Matrix>;
  /** the model that was given, or that `fit` trained last; undefined before */
  readonly model: Model | undefined;
}

/** @param trained a model to embed with before `fit` trains another */
export function mmae(request: MmaeRequest = {}, trained?: Model): Mmae {
  let current = trained && withEncoder(trained);
  return {
    get model() {
      return current?.model;
    },
    async fit(trainTable, validation) {
      current = withEncoder(await train({ ...request, train: trainTable, validation }));
    },
    async embed(table, modalities) {
      if (!current) throw new RangeError('mmae: expected a trained model, got none. Call fit first.');
      return embedEncoded(current.encoded(table), modalities);
    },
  };
}

/** Each table is embedded from several subsets, so it is encoded once. */
const withEncoder = (model: Model) => ({ model, encoded: tableEncoder(model) });
