export { type Extractor, type FittedState } from './extractor.ts';
export { isLfsPointer, lookOf } from './file-look.ts';
export { findMediaFile, type MediaFile } from './media-file.ts';
export { ManifestError, type ManifestProblem } from './manifest-error.ts';
export { loadManifest, type Manifest, type ManifestOptions } from './manifest.ts';
export { toPrintable } from './printable.ts';
export { validationKeys } from './splits.ts';
export { UnusableMediaError, type Media, type Modality, type Sample, type Skipped, type Split } from './sample.ts';
