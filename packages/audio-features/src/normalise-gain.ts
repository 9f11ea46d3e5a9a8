/** What loudness a sound is brought to: its peak to 1, its root mean square to 0.1 (−20 dB), or none. */
export type Gain = 'peak' | 'rms' | 'none';

const rmsTarget = 0.1;
const silentPeak = 1e-5; // −100 dB: below the last bit of 16, so what lies under it is no recording; it is left as it is

/**
 * A sound at one loudness, so that features say what was spoken and not how far the microphone was.
 * `peak` is the default: it cannot clip, and a clip's pauses do not change it.
 *
 * @returns a copy; a sound that never exceeds −100 dB is silence and is not raised
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

/** Samples less their mean: a microphone's offset, which is no sound. */
export function removeMean(samples: Float32Array): Float32Array {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i];
  const mean = sum / samples.length;
  const centred = new Float32Array(samples.length);
  for (let i = 0; i < centred.length; i++) centred[i] = samples[i] - mean;
  return centred;
}
