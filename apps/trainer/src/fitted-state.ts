import type { BlockScaling } from '@mmae/feature-table';
import { loadFeatureState, saveFeatureState } from '@mmae/run-folder';
import type { Extractor, FittedState, Modality } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import type { FittedModality } from './features.ts';
import { makeExtractors } from './rooms.ts';

/** Keeps in a run all that turns new media into its features. */
export async function saveFitted(
  folder: string,
  { modalities }: Experiment,
  fitted: Readonly<Record<Modality, FittedModality>>,
): Promise<void> {
  for (const modality of modalities) await saveFeatureState(folder, modality, toState(fitted[modality]));
}

/** The extractors and scalings that a run learnt. @param labels of the run's samples, whose words are removed from texts */
export async function loadFitted(folder: string, experiment: Experiment, labels: readonly string[]) {
  const extractors = makeExtractors(experiment, labels);
  const entries = experiment.modalities.map(
    async (modality) => [modality, fromState(extractors[modality], await loadFeatureState(folder, modality))] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

function toState({ extractor, scaling: { mean, axes, scale } }: FittedModality): FittedState {
  const { json, tensors } = extractor.state();
  const own = Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`extractor.${name}`, tensor]));
  return { json: { extractor: json, scale }, tensors: { ...own, 'scaling.mean': mean, ...(axes && { 'scaling.axes': axes }) } };
}

function fromState(extractor: Extractor, { json, tensors }: FittedState): { extractor: Extractor; scaling: BlockScaling } {
  const { extractor: own, scale } = json as { extractor: unknown; scale: number };
  const ownTensors = Object.entries(tensors).filter(([name]) => name.startsWith('extractor.'));
  extractor.restore({
    json: own,
    tensors: Object.fromEntries(ownTensors.map(([name, tensor]) => [name.slice('extractor.'.length), tensor])),
  });
  return { extractor, scaling: { mean: tensors['scaling.mean'], axes: tensors['scaling.axes'], scale } };
}
