import type { TrainedRun } from '@mmae/embedder';
import type { FeaturePlan, Progress } from '@mmae/pipeline';
import { InputError } from '@mmae/input';
import type { Manifest, Modality } from '@mmae/samples';

interface NewFeatures {
  /** files of ready-made features of the new samples, by modality */
  readonly features?: Readonly<Record<Modality, string>>;
  readonly progress: Progress;
}

/** The run's plan for new media: of what it learnt from ready-made features, the new samples' own stand in for train's; without, it is missing. */
export function planFor({ plan, folder }: TrainedRun, { features = {}, progress }: NewFeatures): FeaturePlan {
  const isReadyMade = (modality: Modality) => plan.media[modality]?.featureFile !== undefined;
  const stranger = Object.keys(features).find((modality) => !isReadyMade(modality));
  if (stranger !== undefined) {
    const readyMade = plan.modalities.filter(isReadyMade).join(', ') || 'none';
    throw new InputError(
      `mmae-embed: expected --features of a modality that ${folder} learnt from ready-made features (${readyMade}), got ${stranger}. Its media go into the manifest.`,
    );
  }
  const wanting = plan.modalities.filter((modality) => isReadyMade(modality) && !Object.hasOwn(features, modality));
  for (const modality of wanting) progress.say(needOf(modality, plan));
  const media = Object.entries(features).map(([modality, featureFile]) => [modality, { ...plan.media[modality], featureFile }] as const);
  const modalities = plan.modalities.filter((modality) => !wanting.includes(modality));
  if (modalities.length === 0) throw new InputError(`mmae-embed: expected --features, got none. Name the features of the new samples.`);
  return { modalities, media: { ...plan.media, ...Object.fromEntries(media) } };
}

const needOf = (modality: Modality, { media }: FeaturePlan) =>
  `${modality}: learnt from ready-made features (${media[modality].featureFile}), so it counts as missing. Make those of the new samples by the same model and name them: --features ${modality}=FILE`;

/** Of the plan, what any new sample has. */
export function modalitiesOf({ file, samples }: Manifest, { modalities, media: options }: FeaturePlan): Modality[] {
  const found = modalities.filter(
    (modality) => options[modality].featureFile !== undefined || samples.some(({ media }) => Object.hasOwn(media, modality)),
  );
  if (found.length > 0) return found;
  throw new InputError(
    `mmae-embed: expected a column of ${modalities.join(', ')} with media in ${file}, got none. Name a column as the run does.`,
  );
}
