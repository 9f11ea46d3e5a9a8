import type { Manifest, Modality } from '@mmae/samples';
import type { Experiment } from '../experiment.ts';
import { cacheFolder } from '../feature-cache.ts';
import type { FittedModality, TableOptions } from '../features.ts';
import { extractMedia, fitMedia, labelsOf } from '../media.ts';
import { toTables, type KeptSamples, type Tables } from '../tables.ts';

/** Modalities from which label words are removed, as far as there are labels. */
export const maskedModalities = ({ modalities, media }: Experiment, manifest: Manifest): Modality[] =>
  labelsOf(manifest).length > 0 ? modalities.filter((modality) => media[modality].maskLabels) : [];

/**
 * The same samples as numbers, with the words of the labels left in the texts: what leaving them in would be worth.
 *
 * @param fitted every modality as the run has it; those without label words stay as they are
 */
export async function tablesWithLabelWords(
  experiment: Experiment,
  manifest: Manifest,
  fitted: Readonly<Record<Modality, FittedModality>>,
  rows: KeptSamples,
  options: TableOptions,
): Promise<Tables> {
  const modalities = maskedModalities(experiment, manifest);
  const unmasked = modalities.map((modality) => [modality, { ...experiment.media[modality], maskLabels: false }] as const);
  const plan = { ...experiment, modalities, media: Object.fromEntries(unmasked) };
  const media = await extractMedia(manifest, plan, { ...options, cacheFolder: cacheFolder() });
  try {
    return await toTables(experiment, manifest, { ...fitted, ...fitMedia(media, plan, rows.train).fitted }, rows, options);
  } finally {
    media.close();
  }
}
