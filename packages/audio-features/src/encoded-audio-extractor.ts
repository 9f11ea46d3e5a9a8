import { encodedExtractor, type EncodedRaw, type EncoderBatch, type EncoderInput } from '@mmae/encoders';
import { resolveOptions } from '@mmae/input';
import { UnusableMediaError, type Extractor } from '@mmae/samples';
import { decodeAudio } from './decode-audio.ts';
import { encodedAudioOptions, type EncodedAudioExtractorOptions } from './encoded-audio-options.ts';
import { padOrCrop, shiftFrames } from './features/frame-matrices.ts';
import { whisperLogMel } from './features/whisper-log-mel.ts';
import { trimSilence } from './signal/normalise.ts';
import { resample } from './signal/resample.ts';

/** The shifts of copies: of bands in frames and mel bands, of a waveform in hundredths of a second. */
const shifts = [
  [-1, 1],
  [1, -1],
] as const;

/**
 * Embeddings of audio by a pretrained network. Copies are altered audio: log-mel bands shifted by a frame and a band, or a waveform shifted by 10 ms.
 *
 * @param copies whether copies are encoded too, which takes three times as long
 * @throws InputError for options that break the rules of `encodedAudioOptions`; when it is first used, for an encoder that is missing or does not fit
 */
export function encodedAudioExtractor(
  given: EncodedAudioExtractorOptions,
  { copies }: { readonly copies: boolean },
): Extractor<EncodedRaw> {
  const { encoder, trimSilenceDb } = resolveOptions('encodedAudioExtractor', encodedAudioOptions, given);
  return encodedExtractor({
    ...{ modality: 'audio', encoder, numCopies: copies ? shifts.length : 0 },
    settings: { trimSilenceDb },
    batches: ({ description: { input } }) => {
      const batchOf = audioBatch(input, copies);
      return {
        async of(media) {
          if (media.kind !== 'file')
            throw new UnusableMediaError(`not an audio file: expected media of kind file, got ${media.kind}. Correct the modality.`);
          const audio = resample(await decodeAudio(media.path, { maxAudioSeconds: input.maxSeconds }), input.sampleRateHz);
          return batchOf(trimSilenceDb === null ? audio.samples : trimSilence(audio, trimSilenceDb));
        },
        example: () => batchOf(new Float32Array(input.sampleRateHz)),
      };
    },
  });
}

/** The function from samples to a batch of them and, if wanted, of their copies. */
export function audioBatch(input: EncoderInput<'audio'>, copies: boolean): (samples: Float32Array) => EncoderBatch {
  const viewsOf = input.kind === 'waveform' ? waveforms(input, copies) : logMels(input, copies);
  const minLength = Math.max(Math.round(input.minSeconds * input.sampleRateHz), 400);
  const maxLength = Math.round(input.maxSeconds * input.sampleRateHz);
  return (samples) => viewsOf(padOrCrop(samples, Math.min(maxLength, Math.max(minLength, samples.length))));
}

function waveforms({ name, standardise, sampleRateHz }: EncoderInput<'audio'>, copies: boolean) {
  return (samples: Float32Array): EncoderBatch => {
    const whole = standardise ? standardised(samples) : samples;
    const shifted = shifts.map(([hundredths]) => movedBy(whole, Math.round((hundredths * sampleRateHz) / 100)));
    return toBatch(name, copies ? [whole, ...shifted] : [whole], [whole.length]);
  };
}

function logMels({ name, numMelBands }: EncoderInput<'audio'>, copies: boolean) {
  const framesOf = whisperLogMel(numMelBands);
  return (samples: Float32Array): EncoderBatch => {
    const frames = framesOf(samples);
    const shifted = shifts.map(([byFrames, byBands]) => shiftFrames(frames, byFrames, byBands, numMelBands));
    const views = copies ? [frames, ...shifted] : [frames];
    return toBatch(name, views.map(({ data }) => transposed(data, numMelBands)), [numMelBands, frames.numRows]); // prettier-ignore
  };
}

function toBatch(name: string, views: readonly Float32Array[], shape: readonly number[]): EncoderBatch {
  const data = new Float32Array(views.length * views[0].length);
  views.forEach((view, i) => data.set(view, i * view.length));
  return { inputs: { [name]: { type: 'float32', data, shape: [views.length, ...shape] } } };
}

/** `[numFrames, numBands]` → `[numBands, numFrames]` */
function transposed(data: Float32Array, numBands: number): Float32Array {
  const numFrames = data.length / numBands;
  return Float32Array.from(data, (_, i) => data[(i % numFrames) * numBands + Math.floor(i / numFrames)]);
}

/** Later by `by` samples, with zeros where there are none. */
const movedBy = (samples: Float32Array, by: number) => Float32Array.from(samples, (_, i) => samples[i - by] ?? 0);

/** Mean 0 and variance 1, as the feature extractor of wav2vec 2.0. */
function standardised(samples: Float32Array): Float32Array {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const variance = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples.length;
  return samples.map((value) => (value - mean) / Math.sqrt(variance + 1e-7));
}
