/** Names one kind of media of a sample; `image`, `audio` and `text` are the three that ship, an experiment lists its own. */
export type Modality = string;

export type Split = 'train' | 'validation' | 'test' | 'ood';

/** One modality of one sample as it comes: a file, a text, or pixels that never were a file of their own. */
export type Media =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string; readonly language?: string }
  | { readonly kind: 'pixels'; readonly width: number; readonly height: number; readonly channels: 1 | 3 | 4; readonly data: Uint8Array };

/** One item with an image, a sound, a text, or some of them. A modality that is not a key of `media` is missing. */
export interface Sample {
  readonly id: string;
  readonly split: Split;
  /** given by the data, never seen in training */
  readonly label?: string;
  /** samples of one group never stand in two splits */
  readonly group?: string;
  readonly media: Readonly<Record<Modality, Media>>;
  /** the manifest's other columns, carried along and shown */
  readonly extra: Readonly<Record<string, string>>;
}

/** A modality of a sample that could not be used, and why: it is left out, the rest of the sample stays. */
export interface Skipped {
  readonly id: string;
  readonly modality: Modality;
  readonly file: string;
  readonly reason: string;
}

/** Media that cannot be used, in one sentence for the person who owns the file. Costs that modality of that sample, never the batch. */
export class UnusableMediaError extends Error {
  override readonly name = 'UnusableMediaError';
}
