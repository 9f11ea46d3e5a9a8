import { InputError } from '@mmae/input';
/** The name of a kind of media: `image`, `audio`, `text`, or another that an experiment lists. */
export type Modality = string;

export type Split = 'train' | 'validation' | 'test' | 'ood';

/** The content of one modality of one sample: a file, a text, or pixels that have no file of their own. */
export type Media =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string; readonly language?: string }
  | { readonly kind: 'pixels'; readonly width: number; readonly height: number; readonly channels: 1 | 3 | 4; readonly data: Uint8Array };

/** One item with an image, an audio recording and a text, or some of them. */
export interface Sample {
  readonly id: string;
  readonly split: Split;
  /** given by the data, never used in training */
  readonly label?: string;
  /** all samples of a group are in the same split */
  readonly group?: string;
  /** missing modalities have no key */
  readonly media: Readonly<Record<Modality, Media>>;
  /** the other columns of the manifest */
  readonly extra: Readonly<Record<string, string>>;
}

/** A modality of a sample that could not be used. The other modalities of the sample are kept. */
export interface Skipped {
  readonly id: string;
  /** empty if the sample has no media at all */
  readonly modality: Modality;
  readonly file: string;
  readonly reason: string;
}

/**
 * Media that cannot be used. The sample loses that modality; the rest of the data is not affected. The message is for the owner of the file and
 * starts with a short cause and a colon ("missing: a.png does not exist"); reports count the causes.
 */
export class UnusableMediaError extends InputError {
  override readonly name = 'UnusableMediaError';
}
