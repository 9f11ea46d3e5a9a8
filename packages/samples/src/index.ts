export { type Extractor, type FittedState } from './extractor.ts';
export { describeFileType, fileTypeOf, type FileContent, type FileType } from './files/file-type.ts';
export { findMediaFile, type MediaFile } from './files/media-file.ts';
export { readTextFile, textExtensions, type TextFile } from './files/text-file.ts';
export { ManifestError, type ManifestProblem } from './manifest/manifest-error.ts';
export { loadManifest, type Manifest, type ManifestOptions } from './manifest/manifest.ts';
export { validationKeys } from './manifest/splits.ts';
export { UnusableMediaError, type Media, type Modality, type Sample, type Skipped, type Split } from './sample.ts';
export { sequencesOf, type SequenceColumns } from './sequences.ts';
