import { matrix, type Matrix } from '@mmae/matrix';
import { applyFilterbank, melFilterbank } from './mel-filterbank.ts';

const [frameLength, hopLength, numBins] = [400, 160, 201];

/**
 * Log-mel bands as Whisper computes them (`log_mel_spectrogram` of https://github.com/openai/whisper): Hann 400, hop 160, centred with reflected ends,
 * Slaney bands, log10, floor 8 below the maximum, then (x + 4) / 4. The transform is computed as it is defined: 400 is no power of two.
 *
 * @returns a function from samples at 16 kHz, at least 201, to shape `[floor(numSamples / 160), numMelBands]`
 */
export function whisperLogMel(numMelBands: number): (samples: Float32Array) => Matrix {
  const bank = melFilterbank('slaney', { sampleRateHz: 16000, fftLength: frameLength, numMelBands, minHz: 0, maxHz: 8000 });
  const project = applyFilterbank(bank);
  const powersOf = powerSpectrumOf400();
  return (samples) => {
    const numFrames = Math.floor(samples.length / hopLength);
    const powers = new Float64Array(numFrames * numMelBands);
    for (let t = 0; t < numFrames; t++)
      project(powersOf(samples, t * hopLength - frameLength / 2), powers.subarray(t * numMelBands, (t + 1) * numMelBands));
    return matrix(numFrames, numMelBands, scaled(powers));
  };
}

function scaled(powers: Float64Array): Float32Array {
  const logs = powers.map((power) => Math.log10(Math.max(power, 1e-10)));
  const floor = logs.reduce((maximum, value) => Math.max(maximum, value), -Infinity) - 8;
  return Float32Array.from(logs, (value) => (Math.max(value, floor) + 4) / 4);
}

/** |DFT|² of the windowed samples from `start` on, `[201]`; valid until the next call. */
function powerSpectrumOf400(): (samples: Float32Array, start: number) => Float64Array {
  const window = Float64Array.from({ length: frameLength }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / frameLength));
  const cosines = Float64Array.from({ length: frameLength }, (_, i) => Math.cos((2 * Math.PI * i) / frameLength));
  const frame = new Float64Array(frameLength);
  const powers = new Float64Array(numBins);
  return (samples, start) => {
    for (let i = 0; i < frameLength; i++) frame[i] = window[i] * samples[reflected(start + i, samples.length)];
    for (let bin = 0; bin < numBins; bin++) {
      let [real, imaginary] = [0, 0];
      for (let i = 0, angle = 0; i < frameLength; i++, angle = (angle + bin) % frameLength) {
        real += frame[i] * cosines[angle];
        imaginary += frame[i] * cosines[(angle + 300) % frameLength]; // cos(x − 90°) = sin x
      }
      powers[bin] = real * real + imaginary * imaginary;
    }
    return powers;
  };
}

/** The index that an index beyond the ends is reflected to, without repeating the end. */
function reflected(index: number, length: number): number {
  const folded = Math.abs(index);
  return folded < length ? folded : 2 * (length - 1) - folded;
}
