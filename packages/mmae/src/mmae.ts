import type { FeatureTable, Representation } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { embedEncoded } from './embed.ts';
import { tableEncoder } from './encoded-table.ts';
import type { Model } from './model.ts';
import { train, type TrainRequest } from './training/train.ts';

/** All of a training but its tables. */
export type MmaeRequest = Omit<TrainRequest, 'train' | 'validation'>;

/** The Multimodal Autoencoder as one representation among others. It takes tables that stand elsewhere than in memory too. */
export interface Mmae extends Representation {
  fit(train: FeatureTable, validation: FeatureTable): Promise<void>;
  embed(table: FeatureTable, modalities: readonly string[]): Promise<Matrix>;
  /** what `fit` has trained, or what was given; undefined before */
  readonly model: Model | undefined;
}

/** @param trained a model to go on with, where there is one: `fit` trains another */
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

/** A table is asked for subset by subset. */
const withEncoder = (model: Model) => ({ model, encoded: tableEncoder(model) });
