import type { Audio } from '../audio.ts';

/** The target of gain normalisation: peak 1, root mean square 0.1 (−20 dB), or no normalisation. */
export type Gain = 'peak' | 'rms' | 'none';

const rmsTarget = 0.1;
const silentPeak = 1e-5; // −100 dB, below the last bit of 16-bit audio

/**
 * Normalises the loudness of samples, so that features do not depend on the distance of the microphone. `peak` cannot clip and does not depend on
 * pauses.
 *
 * @returns a copy; samples that never exceed −100 dB are silence and are not amplified
 */
export function normaliseGain(samples: Float32Array, gain: Gain): Float32Array {
  const factor = gainFactor(samples, gain);
  const scaled = new Float32Array(samples.length);
  for (let i = 0; i < scaled.length; i++) scaled[i] = samples[i] * factor;
  return scaled;
}

function gainFactor(samples: Float32Array, gain: Gain): number {
  let peak = 0;
  let energy = 0;
  for (let i = 0; i < samples.length; i++) {
    peak = Math.max(peak, Math.abs(samples[i]));
    energy += samples[i] * samples[i];
  }
  if (gain === 'none' || peak < silentPeak) return 1;
  return gain === 'peak' ? 1 / peak : rmsTarget / Math.sqrt(energy / samples.length);
}

/** Subtracts the mean of samples, which is the DC offset of a recording. */
export function removeMean(samples: Float32Array): Float32Array {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i];
  const mean = sum / samples.length;
  const centred = new Float32Array(samples.length);
  for (let i = 0; i < centred.length; i++) centred[i] = samples[i] - mean;
  return centred;
}

const blockSeconds = 0.01;

/**
 * Removes silence at both ends: keeps everything between the first and the last 10 ms whose mean power is within `belowLoudestDb` of the loudest 10 ms.
 *
 * @returns a view, not a copy; all samples if they are silent throughout
 */
export function trimSilence({ samples, sampleRateHz }: Audio, belowLoudestDb: number): Float32Array {
  const blockLength = Math.max(1, Math.round(blockSeconds * sampleRateHz));
  const powers = Array.from({ length: Math.ceil(samples.length / blockLength) }, (_, block) =>
    meanPower(samples.subarray(block * blockLength, (block + 1) * blockLength)),
  );
  const loudest = powers.reduce((max, power) => Math.max(max, power), 0);
  const isAudible = (power: number) => power >= loudest * 10 ** (-belowLoudestDb / 10);
  return samples.subarray(powers.findIndex(isAudible) * blockLength, (powers.findLastIndex(isAudible) + 1) * blockLength);
}

function meanPower(samples: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i] * samples[i];
  return sum / samples.length;
}
