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
  let model = trained;
  let encoded = model && tableEncoder(model); // a table is asked for subset by subset
  return {
    get model() {
      return model;
    },
    async fit(trainTable, validation) {
      model = await train({ ...request, train: trainTable, validation });
      encoded = tableEncoder(model);
    },
    async embed(table, modalities) {
      if (!encoded) throw new RangeError('mmae: expected a trained model, got none. Call fit first.');
      return embedEncoded(encoded(table), modalities);
    },
  };
}
