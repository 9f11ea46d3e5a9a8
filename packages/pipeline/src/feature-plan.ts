import { audioOptions } from '@mmae/audio-features';
import { imageOptions } from '@mmae/image-features';
import type { GivenOptions } from '@mmae/input';
import { textOptions } from '@mmae/text-features';
import { z } from 'zod';

const common = {
  featureFile: z
    .string()
    .optional()
    .describe(
      'features made elsewhere instead of by an extractor: `.npy` or `.safetensors` with one row per sample; ' +
        'relative to the experiment file, or to the working directory in `--set`',
    ),
  components: z.int().min(1).optional().describe('principal components kept').meta({ 'x-default': 'all features, as they are' }),
  augment: z.boolean().optional().describe('train the model on augmented copies of train rows as well').meta({ 'x-default': 'false' }),
  maskLabels: z
    .boolean()
    .optional()
    .describe('text only: remove the words of the labels, in all their forms, before anything is learnt')
    .meta({ 'x-default': 'false' }),
};

const options = 'options of the extractor';
const extractor = 'what extracts the features; with `featureFile`, the kind of media in the manifest column, which the report shows';

/** How one modality becomes a block of the feature table: by an extractor, or from a file of ready-made features. */
export const modalityOptions = z
  .discriminatedUnion('extractor', [
    z.strictObject({ extractor: z.literal('image').describe(extractor), options: imageOptions.optional().describe(options), ...common }),
    z.strictObject({ extractor: z.literal('audio').describe(extractor), options: audioOptions.optional().describe(options), ...common }),
    z.strictObject({ extractor: z.literal('text').describe(extractor), options: textOptions.optional().describe(options), ...common }),
    z.strictObject({ extractor: z.undefined().optional(), options: z.undefined().optional(), ...common }),
  ])
  .check(({ value, issues }) => {
    if (value.extractor === undefined && value.featureFile === undefined) {
      issues.push({ code: 'custom', message: 'an object with extractor or featureFile', input: value });
    }
    if (value.featureFile === undefined) return;
    for (const key of ['options', 'augment', 'maskLabels'] as const) {
      if (value[key] === undefined) continue;
      const message = 'left out next to featureFile, whose features are used as they are';
      issues.push({ code: 'custom', path: [key], message, input: value[key] });
    }
  });

/** The part of an experiment that says how media become features. */
export const featurePlan = z.object({
  modalities: z
    .array(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/))
    .min(1)
    .refine((names) => new Set(names).size === names.length, 'a list without repetitions')
    .describe('modalities of `media` to learn from; each is a column of the manifest')
    .meta({ uniqueItems: true }),
  media: z.record(z.string(), modalityOptions).describe('how each modality becomes features, by its name'),
});

export type ModalityOptions = GivenOptions<typeof modalityOptions>;
export type FeaturePlan = GivenOptions<typeof featurePlan>;
export type ExtractorName = NonNullable<ModalityOptions['extractor']>;

/** The extractor that makes the features of a modality from its media; undefined where they are ready-made. */
export const extractorOf = ({ extractor, featureFile }: ModalityOptions): ExtractorName | undefined =>
  featureFile === undefined ? extractor : undefined;

/** A document that may be of an earlier version, with current names. */
export interface Upgraded<Document> {
  readonly document: Document;
  /** what was renamed, a sentence each */
  readonly notes: readonly string[];
}

/**
 * An experiment, or part of one, with `media.<modality>.room`, as versions up to 0.1 wrote it, renamed to `media.<modality>.extractor`.
 * Everything else, and the order of the keys, is unchanged.
 */
export function upgradeExperiment<Document extends object>(document: Document): Upgraded<Document> {
  const { media } = document as { media?: unknown };
  if (!isObject(media)) return { document, notes: [] };
  const old = Object.keys(media).filter((modality) => isObject(media[modality]) && Object.hasOwn(media[modality], 'room'));
  if (old.length === 0) return { document, notes: [] };
  const upgraded = Object.entries(media).map(([modality, own]) => [modality, old.includes(modality) ? withExtractor(own as object) : own]);
  return {
    document: { ...document, media: Object.fromEntries(upgraded) },
    notes: old.map((modality) => `media.${modality}.room is now media.${modality}.extractor`),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withExtractor = (options: object) =>
  Object.fromEntries(Object.entries(options).map(([key, value]) => [key === 'room' ? 'extractor' : key, value]));
