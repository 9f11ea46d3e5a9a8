import { InputError, resolveOptions } from '@mmae/input';
import { type Matrix, matrix } from '@mmae/matrix';
import { type Extractor, type FittedState, UnusableMediaError } from '@mmae/samples';
import { isDeepStrictEqual } from 'node:util';
import { type AudioExtractorOptions, type AudioOptions, audioOptions } from './audio-options.ts';
import type { Audio } from './audio.ts';
import { decodeAudio } from './decode-audio.ts';
import { padOrCrop, pool, shiftFrames, timeNormalise, withDeltas } from './features/frame-matrices.ts';
import { framingOf, spectralFeatures } from './features/spectral-features.ts';
import { lengthOfFrames } from './features/stft.ts';
import { normaliseGain, removeMean, trimSilence } from './signal/normalise.ts';
import { resample } from './signal/resample.ts';

/** Frames of bands, `[numFrames, numBands]`, or if pooled their means and standard deviations, `[2, numBands]`. Deltas are additional bands. */
export type AudioRaw = Matrix;

/** The shifts of augmented copies, in frames and mel bands. */
const shifts = [
  [-1, 1],
  [1, -1],
  [2, 0],
  [-2, 0],
] as const;

export interface AudioExtractor extends Extractor<AudioRaw> {
  /** Copies in a fixed order, without any randomness. */
  augment(raw: AudioRaw): AudioRaw[];
}

/**
 * Computes features of audio and video files: decode → resample → remove mean → normalise gain → trim silence → log-mel or MFCC → fixed length.
 * Nothing is learnt from train rows: `fit` does nothing, and the state contains only the options. `transform` concatenates the frames.
 *
 * @throws InputError for options that break the rules of `audioOptions`; RangeError in `restore` for the state of an extractor with other options
 */
export function audioExtractor(given: AudioExtractorOptions = {}): AudioExtractor {
  const options = resolveOptions('audioExtractor', audioOptions, given);
  expectNoEncoder(options.encoder);
  const featuresOf = audioFeatures(options);
  const numBands = options.numCoefficients ?? options.numMelBands;
  const numRows = options.length.mode === 'pool' ? 2 : options.length.numFrames;
  const copies = meaningfulShifts(options);
  return {
    async extract(media) {
      if (media.kind !== 'file')
        throw new UnusableMediaError(`not an audio file: expected media of kind file, got ${media.kind}. Correct the modality.`);
      return featuresOf(await decodeAudio(media.path, options));
    },
    fit: () => undefined,
    featureLength: numRows * numBands * (1 + options.deltas),
    transform: (raw) => raw.data.slice(),
    numCopies: copies.length,
    augment: (raw) => copies.map(([byFrames, byBands]) => shiftFrames(raw, byFrames, byBands, numBands)),
    toBytes,
    fromBytes,
    state: () => ({ json: options, tensors: {} }),
    restore: (state) => checkState(state, options),
  };
}

/**
 * The pure part of the extractor: from decoded audio to a fixed number of frames.
 *
 * @returns a function from audio at any sample rate to shape `[numFrames, numBands · (1 + deltas)]`, or `[2, …]` if pooled; finite
 */
export function audioFeatures(options: AudioOptions): (audio: Audio) => AudioRaw {
  const { length } = options;
  const framesOf = spectralFeatures(options);
  return (audio) => {
    const normalised = normalise(audio, options);
    const samples = length.mode === 'pad' ? padOrCrop(normalised, lengthOfFrames(length.numFrames, framingOf(options))) : normalised;
    const frames = withDeltas(framesOf(samples), options.deltas);
    if (length.mode === 'pool') return pool(frames);
    return length.mode === 'stretch' ? timeNormalise(frames, length.numFrames) : frames;
  };
}

/** Samples at the rate and loudness of the options, without silence at the ends. */
function normalise(audio: Audio, { sampleRateHz, gain, trimSilenceDb }: AudioOptions): Float32Array {
  const samples = normaliseGain(removeMean(resample(audio, sampleRateHz).samples), gain);
  return trimSilenceDb === null ? samples : trimSilence({ samples, sampleRateHz }, trimSilenceDb);
}

function checkState({ json }: FittedState, options: AudioOptions): void {
  if (isDeepStrictEqual(json, options)) return;
  throw new RangeError(
    `audioExtractor: expected a state of ${JSON.stringify(options)}, got ${JSON.stringify(json)}. Create the extractor with the options of the run.`,
  );
}

/** The shifts that apply: cepstral coefficients cannot be shifted along bands, nor pooled frames in time. */
function meaningfulShifts({ features, length }: AudioOptions): readonly (readonly [byFrames: number, byBands: number])[] {
  return shifts
    .map(([byFrames, byBands]) => [length.mode === 'pool' ? 0 : byFrames, features === 'mfcc' ? 0 : byBands] as const)
    .filter(([byFrames, byBands]) => byFrames !== 0 || byBands !== 0);
}

const headerLength = 8;

/** Serializes a matrix for the cache: two 32-bit sizes, then the numbers, all little-endian. */
export function toBytes({ numRows, numColumns, data }: Matrix): Uint8Array {
  const bytes = new Uint8Array(headerLength + 4 * data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, numRows, true);
  view.setUint32(4, numColumns, true);
  for (let i = 0; i < data.length; i++) view.setFloat32(headerLength + 4 * i, data[i], true);
  return bytes;
}

/**
 * Reads a matrix from the bytes of `toBytes`.
 *
 * @throws RangeError if the number of bytes does not match the sizes
 */
export function fromBytes(bytes: Uint8Array): Matrix {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [numRows, numColumns] = bytes.length >= headerLength ? [view.getUint32(0, true), view.getUint32(4, true)] : [NaN, NaN];
  if (bytes.length !== headerLength + 4 * numRows * numColumns) {
    throw new RangeError(`fromBytes: expected 8 + 4 · ${numRows} · ${numColumns} bytes, got ${bytes.length}. Delete this cache entry.`);
  }
  const read = matrix(numRows, numColumns);
  for (let i = 0; i < read.data.length; i++) read.data[i] = view.getFloat32(headerLength + 4 * i, true);
  return read;
}

function expectNoEncoder(encoder: string | undefined): void {
  if (encoder === undefined) return;
  throw new InputError(`audioExtractor: expected no encoder, got ${JSON.stringify(encoder)}. Use encodedAudioExtractor.`);
}
