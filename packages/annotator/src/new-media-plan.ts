import type { TrainedRun } from '@mmae/embedder';
import type { FeaturePlan, Progress } from '@mmae/pipeline';
import { InputError } from '@mmae/input';
import type { Manifest, Modality } from '@mmae/samples';

export interface NewFeatures {
  /** files of ready-made features of the new samples, by modality; undefined where none can be given */
  readonly features?: Readonly<Record<Modality, string>>;
  readonly progress: Progress;
}

/**
 * The run's plan for new media. A modality that the run learnt from ready-made features takes those of the new samples; without them it counts as missing.
 *
 * @throws InputError for features of a modality that is extracted by the run, and where no modality remains
 */
export function planFor({ plan, folder }: TrainedRun, { features: given, progress }: NewFeatures): FeaturePlan {
  const features = given ?? {};
  const isReadyMade = (modality: Modality) => plan.media[modality]?.featureFile !== undefined;
  const unexpected = Object.keys(features).find((modality) => !isReadyMade(modality));
  if (unexpected !== undefined) {
    const readyMade = plan.modalities.filter(isReadyMade).join(', ') || 'none';
    throw new InputError(
      `planFor: expected --features for a modality that ${folder} learnt from ready-made features (${readyMade}), got ${unexpected}. Add its media to the manifest instead.`,
    );
  }
  const missing = plan.modalities.filter((modality) => isReadyMade(modality) && !Object.hasOwn(features, modality));
  for (const modality of missing) progress.say(missingFeatures(modality, plan, given !== undefined));
  const media = Object.entries(features).map(([modality, featureFile]) => [modality, { ...plan.media[modality], featureFile }] as const);
  const modalities = plan.modalities.filter((modality) => !missing.includes(modality));
  if (modalities.length === 0) throw new InputError(given ? noFeatures : onlyReadyMade(folder));
  return { modalities, media: { ...plan.media, ...Object.fromEntries(media) } };
}

const noFeatures = 'planFor: expected --features, got none. Pass the features of the new samples.';

const onlyReadyMade = (folder: string) =>
  `planFor: expected a run that reads media, got ${folder}, which learnt from ready-made features only. Use another run.`;

function missingFeatures(modality: Modality, { media }: FeaturePlan, canBeGiven: boolean): string {
  const remedy = `. Make those of the new samples with the same model and pass them: --features ${modality}=FILE`;
  return `${modality}: learnt from ready-made features (${media[modality].featureFile}), so it counts as missing${canBeGiven ? remedy : ''}`;
}

/** The modalities of a plan that at least one new sample has. @throws InputError where there is none */
export function modalitiesOf({ file, samples }: Manifest, { modalities, media: options }: FeaturePlan): Modality[] {
  const found = modalities.filter(
    (modality) => options[modality].featureFile !== undefined || samples.some(({ media }) => Object.hasOwn(media, modality)),
  );
  if (found.length > 0) return found;
  throw new InputError(
    `modalitiesOf: expected a column of ${modalities.join(', ')} with media in ${file}, got none. Name a column like a modality of the run.`,
  );
}
