import type { Manifest, Modality } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import type { FittedModality } from './features.ts';
import { withoutModalities, type LeftOut } from './left-out.ts';
import { fitMedia, type ExtractedMedia } from './media.ts';
import type { Progress } from './progress.ts';
import { keptSamples, type KeptSamples } from './tables.ts';

/** What a training learns from: extracted media and what was fitted on train, without the modalities that nothing can be learnt from. */
export interface Prepared {
  /** with the modalities that are learnt from alone */
  readonly experiment: Experiment;
  readonly rows: KeptSamples;
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  readonly leftOut: LeftOut;
}

/**
 * Fits every modality on train, and leaves out those that nothing can be learnt from.
 *
 * @param maxRows train rows that a modality is learnt from, at most
 * @throws UsageError where no modality is left
 */
export function prepare(
  experiment: Experiment,
  manifest: Manifest,
  media: ExtractedMedia,
  { progress, maxRows }: { readonly progress: Progress; readonly maxRows?: number },
): Prepared {
  const { train } = keptSamples(manifest, media, experiment);
  const { fitted, leftOut } = fitMedia(media, experiment, train, maxRows);
  const learnt = withoutModalities(experiment, leftOut, progress);
  return { experiment: learnt, rows: keptSamples(manifest, media, learnt), fitted, leftOut };
}
