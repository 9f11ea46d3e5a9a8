import type { Manifest } from '@mmae/samples';
import type { Experiment } from './experiment.ts';

/** What texts are read as that name no language, where an experiment does not say: the default of @mmae/text-features. */
const languageOtherwise = 'en';

/** How many texts name no language, and which one's stop words are taken out of them; nothing where all name one. */
export function languageSummary({ samples }: Manifest, { media }: Pick<Experiment, 'media'>): string[] {
  return Object.entries(media).flatMap(([modality, { room, featureFile, options }]) => {
    if (room !== 'text' || featureFile !== undefined) return [];
    const texts = samples.flatMap((sample) => (sample.media[modality]?.kind === 'text' ? [sample.media[modality]] : []));
    const numUnnamed = texts.filter(({ language }) => !language).length;
    if (numUnnamed === 0) return [];
    const language = String(options?.language ?? languageOtherwise);
    return [
      `language: ${numUnnamed} of ${texts.length} texts name none; the stop words taken out of them are those of "${language}". ` +
        `For another: a column language in the manifest, or --set ${modality}.options.language=de`,
    ];
  });
}
