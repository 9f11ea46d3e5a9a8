import type { Modality } from '@mmae/samples';

/** How one modality becomes a block of the feature table. */
export interface ModalityOptions {
  /** which room extracts it */
  readonly room: 'image' | 'audio' | 'text';
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
