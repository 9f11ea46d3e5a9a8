import type { GivenOptions } from '@mmae/input';
import { modelOf, trainingStateSchema, type Checkpoint, type Model } from '@mmae/mmae/encoder';
import { featurePlan, loadFittedFeatures, upgradeExperiment, type FeaturePlan, type FittedFeatures } from '@mmae/pipeline';
import { expectShape, loadCheckpoint, loadSamples, readConfig, RunFolderError, type SampleRow } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { loadContext, type RunContext } from './context.ts';
import { loadNovelty, type Novelty } from './novelty.ts';

/** A finished run, opened for new media. It needs nothing but its folder, which may have been moved. */
export interface TrainedRun {
  readonly folder: string;
  /** of the experiment */
  readonly name: string;
  /** version of the software and eight digits of a hash of the weights: "0.1.0+3f9a12c4" */
  readonly version: string;
  readonly plan: FeaturePlan;
  readonly features: Readonly<Record<Modality, FittedFeatures>>;
  readonly model: Model;
  /** undefined where the run was trained without context */
  readonly context?: RunContext;
  /** decides which samples are unlike train */
  readonly novelty: Novelty;
  /** in the order of the rows of every embedding of the run */
  readonly samples: readonly SampleRow[];
  /** the distinct labels of the samples, sorted */
  readonly labels: readonly string[];
  /** reasons why newer checkpoints could not be read */
  readonly passedOver: readonly string[];
}

/**
 * Opens the run in a folder.
 *
 * @throws RunFolderError where there is no run, or it is damaged, unfinished or from a newer version
 */
export async function openTrainedRun(folder: string): Promise<TrainedRun> {
  const config = await readTrainedConfig(folder);
  const plan = planOf(config, folder);
  const { model, passedOver } = await loadModel(folder);
  const samples = await loadSamples(folder);
  const labels = [...new Set(samples.flatMap(({ label }) => (label ? [label] : [])))].sort();
  const features = await loadFittedFeatures(folder, plan, labels);
  const version = `${config.versions?.mmae ?? 'unknown'}+${fingerprint(model)}`;
  const novelty = await loadNovelty(folder, features);
  const context = await loadContext(folder);
  return {
    ...{ folder, name: config.experiment.name, version, plan, features, model },
    ...(context && { context }),
    ...{ novelty, samples, labels, passedOver },
  };
}

/** The part of `config.json` that defines the features. */
const trainedConfig = z.object({
  experiment: z.object({ name: z.string(), ...featurePlan.shape }),
  leftOut: z.record(z.string(), z.string()).optional().describe('modalities that nothing could be learnt from, with the reason'),
  versions: z.object({ mmae: z.string().optional() }).optional(),
});

type TrainedConfig = GivenOptions<typeof trainedConfig>;

/** The configuration of a run of this version or of an earlier one, whose names are upgraded. */
async function readTrainedConfig(folder: string): Promise<TrainedConfig> {
  const config = await readConfig(folder);
  const experiment = upgradeExperiment(Object(config.experiment) as object).document;
  return expectShape({ ...config, experiment }, join(folder, 'config.json'), trainedConfig);
}

/** The plan without the modalities that the run left out. */
function planOf({ experiment, leftOut = {} }: TrainedConfig, folder: string): FeaturePlan {
  const modalities = experiment.modalities.filter((modality) => !Object.hasOwn(leftOut, modality));
  const unplanned = modalities.find((modality) => !Object.hasOwn(experiment.media, modality));
  if (unplanned === undefined && modalities.length > 0) return { ...experiment, modalities };
  throw new RunFolderError(
    `openTrainedRun: expected media of every modality in the experiment of ${join(folder, 'config.json')}, ` +
      `got none of ${unplanned ?? 'any'}. Restore the file from a copy, or run again.`,
  );
}

async function loadModel(folder: string): Promise<{ model: Model; passedOver: readonly string[] }> {
  const loaded = await loadCheckpoint(folder, trainingStateSchema);
  const checkpoint = loaded && ({ weights: loaded.model, optimizer: {}, state: loaded.state } as Checkpoint);
  if (checkpoint?.state.finished) return { model: modelOf(checkpoint), passedOver: loaded!.passedOver };
  const newer = loaded?.passedOver.map((reason) => `\n  skipped a damaged newer checkpoint: ${reason}`).join('') ?? '';
  throw new RunFolderError(
    `openTrainedRun: expected a finished training in ${folder}, got ${checkpoint ? 'an interrupted one' : 'no checkpoint'}. Resume it: mmae-train --resume ${folder}${newer}`,
  );
}

function fingerprint({ weights }: Model): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(weights).sort()) {
    const { buffer, byteOffset, byteLength } = weights[name].data;
    hash.update(name).update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex').slice(0, 8);
}
