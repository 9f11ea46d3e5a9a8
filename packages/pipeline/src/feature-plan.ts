import type { Modality } from '@mmae/samples';

/** How one modality becomes a block of the feature table. */
export interface ModalityOptions {
  /** which room extracts it; beside a `featureFile`, what its column of the manifest holds, for the report to show */
  readonly room?: 'image' | 'audio' | 'text';
  /** features that were made elsewhere, `.npy` or `.safetensors` with a row a sample id (`readReadyMade`), in the place of a room's */
  readonly featureFile?: string;
  /** options of that room */
  readonly options?: Readonly<Record<string, unknown>>;
  /** principal axes kept; all columns as they are where it is not given */
  readonly components?: number;
  /** augmented copies of train rows for the model */
  readonly augment?: boolean;
  /** text: words of the labels are removed before anything is learnt */
  readonly maskLabels?: boolean;
}

/** The part of an experiment that says which numbers stand for media. */
export interface FeaturePlan {
  readonly modalities: readonly Modality[];
  /** of each of `modalities`, by its name */
  readonly media: Readonly<Record<Modality, ModalityOptions>>;
}

/** The properties of a `FeaturePlan`, as JSON Schema. */
export const featurePlanProperties = {
  modalities: { type: 'array', items: { type: 'string' }, minItems: 1 },
  media: {
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: {
        room: { enum: ['image', 'audio', 'text'] },
        featureFile: { type: 'string' },
        options: { type: 'object' },
        components: { type: 'integer', minimum: 1 },
        augment: { type: 'boolean' },
        maskLabels: { type: 'boolean' },
      },
      anyOf: [{ required: ['room'] }, { required: ['featureFile'] }],
    },
  },
} as const;

/** The room that makes a modality's features from its media; undefined where they come ready made. */
export const extractingRoom = ({ room, featureFile }: ModalityOptions) => (featureFile === undefined ? room : undefined);
