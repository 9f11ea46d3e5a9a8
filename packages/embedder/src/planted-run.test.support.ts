import { matrix } from '@mmae/matrix';
import { embed, type Model } from '@mmae/mmae/encoder';
import { makeExtractors, saveFittedFeatures, toBlock, type FeaturePlan, type FittedFeatures } from '@mmae/pipeline';
import { saveCheckpoint, saveEmbeddings, saveSamples, type SampleRow } from '@mmae/run-folder';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two modalities of text, so that a run needs no files: a story's title and its text. */
export const plan: FeaturePlan = { modalities: ['text', 'title'], media: { text: { extractor: 'text' }, title: { extractor: 'text' } } };

/** Stories about fire and about water, by the columns of the manifest; the last has no title. */
const stories = [
  { id: 'fire-1', split: 'train', label: 'fire', title: 'ember', text: 'brick ember brick' },
  { id: 'fire-2', split: 'test', label: 'fire', title: 'brick', text: 'ember' },
  { id: 'sea-1', split: 'train', label: 'water', title: 'sea', text: 'sea sky' },
  { id: 'sea-2', split: 'train', label: 'water', title: '', text: 'sky sky sea' },
] as const;

/** The columns of both vocabularies. */
const terms = ['brick', 'ember', 'sea', 'sky'];

/**
 * Writes a run whose model is known in closed form: terms of fire count into the first number of the latent, terms of water into the second;
 * the decoders, times `scale`, turn (1, 0) into brick .5, ember .75 and (0, 1) into sea .5, sky .25.
 */
export async function writePlantedRun(folder: string, { isFinished = true, scale = 1 } = {}): Promise<void> {
  const fitted = fitPlanted();
  const model = plantedModel(scale);
  writeFileSync(
    join(folder, 'config.json'),
    JSON.stringify({ formatVersion: 1, experiment: { name: 'planted', ...plan }, versions: { mmae: '1.2.3' } }),
  );
  await saveFittedFeatures(folder, fitted);
  await saveSamples(folder, stories.map(toRow));
  const position = { network: 0, step: 7, epochsBefore: 0, stepsBefore: 0, epochSums: {}, validationLosses: [] };
  const state = { formatVersion: 1, finished: isFinished, description: model.description, fingerprint: '', position, codes: null };
  await saveCheckpoint(folder, { model: model.weights, optimizer: {}, state });
  const blocks = Object.fromEntries(plan.modalities.map((modality) => [modality, blockOf(fitted, modality as 'text' | 'title')]));
  const present = { text: Uint8Array.of(1, 1, 1, 1), title: Uint8Array.of(1, 1, 1, 0) };
  const joint = embed(model, { ids: stories.map(({ id }) => id), blocks, present }, plan.modalities);
  await saveEmbeddings(folder, 'mmae', { 'text+title': joint });
}

function fitPlanted(): Record<string, FittedFeatures> {
  const entries = Object.entries(makeExtractors(plan, [])).map(([modality, extractor]) => {
    extractor.fit(terms.map((term) => [term]));
    return [modality, { extractor, scaling: { mean: matrix(1, terms.length), scale: 1 } }] as const;
  });
  return Object.fromEntries(entries);
}

const blockOf = (fitted: Record<string, FittedFeatures>, modality: 'text' | 'title') =>
  toBlock(
    fitted[modality],
    stories.map((story) => story[modality].split(' ')),
  );

export function plantedModel(scale = 1): Model {
  const coder = { hidden: [], dropout: 0, normalisation: 'none', residual: false, convolution: null };
  const network = {
    latentDim: 2,
    privateDim: 0,
    latent: 'deterministic',
    fusion: 'mean',
    encoder: coder,
    encoders: {},
    decoder: coder,
    decoders: {},
  };
  const objective = { reconstruction: 1, codes: 0, balance: 'fixed' };
  const options = { seed: 0, stages: { plain: { numNetworks: 1, network, objective, training: {} } } };
  const encoder = { shape: [4, 2], data: Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1) };
  const decoder = { shape: [2, 4], data: Float32Array.of(0.5, 0.75, 0, 0, 0, 0, 0.5, 0.25).map((weight) => scale * weight) };
  const weights = plan.modalities.flatMap((modality) => [
    [`plain.0.${modality}.encoder.0.weight`, encoder],
    [`plain.0.${modality}.encoder.0.bias`, { shape: [2], data: new Float32Array(2) }],
    [`plain.0.${modality}.decoder.0.weight`, decoder],
    [`plain.0.${modality}.decoder.0.bias`, { shape: [4], data: new Float32Array(4) }],
  ]);
  const description = { options, featureLengths: { text: 4, title: 4 }, numCodes: {} };
  return { description, weights: Object.fromEntries(weights) } as unknown as Model;
}

const toRow = ({ id, split, label, title, text }: (typeof stories)[number]): SampleRow => ({
  id,
  split,
  label,
  media: { text, ...(title && { title }) },
  present: title ? ['text', 'title'] : ['text'],
  extra: {},
});
