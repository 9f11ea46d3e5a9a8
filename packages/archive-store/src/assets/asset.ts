import type { FrameRate } from '@mmae/timecode';

export type AssetState = 'present' | 'changed' | 'missing';

/** A film, or a row of a manifest that is not a shot. */
export interface NewAsset {
  /** SHA-256 (hex) of the film; of a sample that is no shot: of its image and audio, or of its text where it has neither */
  readonly content: string;
  readonly kind: 'film' | 'sample';
  /** absolute folder that `path` and the media of samples are relative to */
  readonly root: string;
  readonly path: string;
  /** further files with the same content, relative to root */
  readonly copies?: readonly string[];
  readonly title: string;
  readonly film?: FilmFacts;
  /** BCP 47 */
  readonly language?: string;
  /** ISO 8601, as exact as it is known: 1998, 1998-03, 1998-03-12 */
  readonly date?: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** subtitle files, relative to root */
  readonly subtitles?: readonly { readonly path: string; readonly language?: string }[];
}

export interface AssetWithSamples {
  readonly asset: NewAsset;
  readonly samples: readonly NewSample[];
}

export interface FilmFacts {
  readonly rate: FrameRate;
  readonly startTimecode?: string;
  readonly numFrames: number;
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
  readonly container: string;
  readonly videoCodec: string;
  readonly audioCodec?: string;
}

export interface Asset extends NewAsset {
  readonly key: number;
  /** the first 16 digits of `content`, or more where two assets share them */
  readonly id: string;
  readonly state: AssetState;
  readonly numSamples: number;
  /** ISO 8601 */
  readonly addedAt: string;
}

/** A shot of a film, or the one sample of another asset. */
export interface NewSample {
  /** frames, half open; absent unless it is a shot */
  readonly range?: FrameRange;
  readonly timecode?: string;
  /** files by modality, relative to the root of the asset */
  readonly media: Readonly<Record<string, string>>;
  readonly text: string;
  /** subtitles, subtitle track, transcript, screen, caption */
  readonly textSource?: string;
  readonly language?: string;
  /** further columns of the manifest: keywords, label … */
  readonly extra: Readonly<Record<string, string>>;
}

export interface FrameRange {
  readonly from: number;
  readonly to: number;
}

export interface ArchiveSample extends NewSample {
  readonly key: number;
  /** `ASSET` or `ASSET:FROM-TO`, with the id of the asset */
  readonly id: string;
  readonly assetKey: number;
  readonly cluster?: number;
  /** whether it is farther from the training data of the current run than 99 % of validation samples */
  readonly isUnlikeTrain?: boolean;
}

export interface PutResult {
  readonly assetKey: number;
  readonly status: 'added' | 'changed' | 'moved' | 'unchanged';
  readonly sampleKeys: readonly number[];
}
