export { type Extractor, type FittedState } from './extractor.ts';
export { UnusableMediaError, type Media, type Modality, type Sample, type Skipped, type Split } from './sample.ts';
