import { isDeepStrictEqual } from 'node:util';
import { resolveOptions } from '@mmae/input';
import type { Matrix } from '@mmae/matrix';
import { UnusableMediaError, type Extractor, type FittedState } from '@mmae/samples';
import { audioOptions, type AudioExtractorOptions, type AudioOptions } from './audio-options.ts';
import type { Audio } from './audio.ts';
import { decodeAudio } from './decode-audio.ts';
import { withDeltas } from './deltas.ts';
import { padOrCrop, pool, timeNormalise } from './fixed-length.ts';
import { fromBytes, toBytes } from './matrix-bytes.ts';
import { normaliseGain, removeMean } from './normalise-gain.ts';
import { resample } from './resample.ts';
import { shiftFrames } from './shift-frames.ts';
import { framingOf, spectralFeatures } from './spectral-features.ts';
import { lengthOfFrames } from './stft.ts';
import { trimSilence } from './trim-silence.ts';

/** A sound as frames of bands, `[numFrames, numBands]`; pooled, `[2, numBands]`: means and deviations. Deltas are further bands. */
export type AudioRaw = Matrix;

/** How far the copies of a train row are moved, in frames and mel bands. */
const shifts = [
  [-1, 1],
  [1, -1],
  [2, 0],
  [-2, 0],
] as const;

export interface AudioExtractor extends Extractor<AudioRaw> {
  /** The same copies each time: nothing is drawn. */
  augment(raw: AudioRaw): AudioRaw[];
}

/**
 * Sound files to features: decode → resample → mean removed → gain → silence trimmed → log-mel or MFCC → fixed length.
 * Nothing is learnt from train: `fit` does nothing, and the state is the options. `transform` lays the frames end to end.
 *
 * @throws InputError for options that break the rules of `audioOptions`; RangeError in `restore` for a state of other options
 */
export function audioExtractor(given: AudioExtractorOptions = {}): AudioExtractor {
  const options = resolveOptions('audioExtractor', audioOptions, given);
  const featuresOf = audioFeatures(options);
  const numBands = options.numCoefficients ?? options.numMelBands;
  const numRows = options.length.mode === 'pool' ? 2 : options.length.numFrames;
  const copies = meaningfulShifts(options);
  return {
    async extract(media) {
      if (media.kind !== 'file') throw new UnusableMediaError(`not a sound file: got ${media.kind}. Name a file in this column.`);
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
 * The pure part of the extractor: a decoded sound to its frames at their fixed length.
 *
 * @returns a function from audio at any rate to shape `[numFrames, numBands · (1 + deltas)]`, `[2, …]` where pooled; finite
 */
export function audioFeatures(options: AudioOptions): (audio: Audio) => AudioRaw {
  const { length } = options;
  const framesOf = spectralFeatures(options);
  return (audio) => {
    const sound = normalise(audio, options);
    const samples = length.mode === 'pad' ? padOrCrop(sound, lengthOfFrames(length.numFrames, framingOf(options))) : sound;
    const frames = withDeltas(framesOf(samples), options.deltas);
    if (length.mode === 'pool') return pool(frames);
    return length.mode === 'stretch' ? timeNormalise(frames, length.numFrames) : frames;
  };
}

/** A sound at the options' rate and loudness, its ends free of silence. */
function normalise(audio: Audio, { sampleRateHz, gain, trimSilenceDb }: AudioOptions): Float32Array {
  const samples = normaliseGain(removeMean(resample(audio, sampleRateHz).samples), gain);
  return trimSilenceDb === null ? samples : trimSilence({ samples, sampleRateHz }, trimSilenceDb);
}

function checkState({ json }: FittedState, options: AudioOptions): void {
  if (isDeepStrictEqual(json, options)) return;
  throw new RangeError(
    `audioExtractor: expected a state of ${JSON.stringify(options)}, got ${JSON.stringify(json)}. Make the extractor with the run's options.`,
  );
}

/** Cepstral coefficients are no bands to move along, and pooled frames have no time: what is left of each shift, if anything. */
function meaningfulShifts({ features, length }: AudioOptions): readonly (readonly [byFrames: number, byBands: number])[] {
  return shifts
    .map(([byFrames, byBands]) => [length.mode === 'pool' ? 0 : byFrames, features === 'mfcc' ? 0 : byBands] as const)
    .filter(([byFrames, byBands]) => byFrames !== 0 || byBands !== 0);
}
