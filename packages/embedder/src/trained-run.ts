import { modelOf, type Checkpoint, type Model } from '@mmae/mmae/encoder';
import { loadCheckpoint, loadSamples, readConfig, RunFolderError, type RunConfig, type SampleRow } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FeaturePlan } from './feature-plan.ts';
import { loadFittedFeatures, type FittedFeatures } from './fitted-features.ts';

/** A run whose training has ended, ready for new media. Nothing but its folder is needed, wherever that lies. */
export interface TrainedRun {
  readonly folder: string;
  /** of the experiment */
  readonly name: string;
  /** of the software, and eight digits of a hash of the weights: "0.1.0+3f9a12c4" */
  readonly version: string;
  readonly plan: FeaturePlan;
  readonly features: Readonly<Record<Modality, FittedFeatures>>;
  readonly model: Model;
  /** rows as in every embedding of the run */
  readonly samples: readonly SampleRow[];
  /** of the samples, sorted */
  readonly labels: readonly string[];
}

/**
 * Opens a run folder.
 *
 * @throws RunFolderError where there is no run, a damaged or newer one, or one whose training has not ended
 */
export async function openTrainedRun(folder: string): Promise<TrainedRun> {
  const config = await readConfig(folder);
  const { plan, name } = planOf(config, folder);
  const model = await loadModel(folder);
  const samples = await loadSamples(folder);
  const labels = [...new Set(samples.flatMap(({ label }) => (label ? [label] : [])))].sort();
  const features = await loadFittedFeatures(folder, plan, labels);
  return { folder, name, version: `${softwareVersion(config)}+${fingerprint(model)}`, plan, features, model, samples, labels };
}

/** The plan of the modalities that the run has learnt from: its experiment may name others, which were left out. */
function planOf({ experiment, leftOut }: RunConfig, folder: string): { plan: FeaturePlan; name: string } {
  const plan = experiment as (FeaturePlan & { name: string }) | undefined;
  if (Array.isArray(plan?.modalities) && plan.modalities.every((modality) => plan.media?.[modality as string])) {
    const modalities = plan.modalities.filter((modality) => !Object.hasOwn((leftOut ?? {}) as object, modality));
    return { plan: { ...plan, modalities }, name: plan.name };
  }
  throw new RunFolderError(
    `openTrainedRun: expected an experiment with modalities and media in ${join(folder, 'config.json')}, got ${typeof experiment}. Name a folder that mmae-train wrote.`,
  );
}

async function loadModel(folder: string): Promise<Model> {
  const loaded = await loadCheckpoint(folder);
  const checkpoint = loaded && ({ weights: loaded.model, optimizer: {}, state: loaded.state } as Checkpoint);
  if (checkpoint?.state.finished) return modelOf(checkpoint);
  throw new RunFolderError(
    `openTrainedRun: expected a finished training in ${folder}, got ${checkpoint ? 'one that was cut off' : 'no checkpoint'}. Go on with it: mmae-train --resume ${folder}`,
  );
}

const softwareVersion = ({ versions }: RunConfig) => (versions as { mmae?: string } | undefined)?.mmae ?? 'unknown';

function fingerprint({ weights }: Model): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(weights).sort()) {
    const { buffer, byteOffset, byteLength } = weights[name].data;
    hash.update(name).update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex').slice(0, 8);
}
