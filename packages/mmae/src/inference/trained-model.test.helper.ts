import { startEngine } from '@mmae/tensor-engine';
import { train, type Model } from '../index.ts';
import { smallNetwork, syntheticTable, withoutModality } from '../tables.test.helper.ts';

/** 30 rows, every third without text. */
export const table = withoutModality(syntheticTable(30), 'text', (row) => row % 3 === 0);
export const modalities = ['audio', 'image', 'text'];

/** A model of a stage with decoders and private latents, and a stage of two networks that predict 4 codes. */
export async function trainedModel(): Promise<Model> {
  await startEngine('wasm');
  const shared = { network: { ...smallNetwork, privateDim: 2 }, training: { epochs: 40, learningRate: 1e-2 } };
  const predict = { numNetworks: 2, network: { ...smallNetwork, fusion: 'sum' }, objective: { reconstruction: 0, codes: 1 } } as const;
  return train({ train: table, options: { stages: { shared, predict } }, codes: () => table.ids.map((_, i) => i % 4) });
}
