import type { Spectrogram } from './stft.ts';

const decibelPerNeper = 10 / Math.LN10; // of power
const leastPower = 1e-10; // what silence counts as: −100 dB

/**
 * Powers in decibel, in place: 10 log₁₀ of the power, silence as −100 dB, nothing lower than `floorDb` under the loudest.
 * `librosa.power_to_db(ref=1, amin=1e-10, top_db=floorDb)`.
 */
export function toDecibel(spectrogram: Spectrogram, floorDb: number): Spectrogram {
  const { data } = spectrogram;
  let loudest = -Infinity;
  for (let i = 0; i < data.length; i++) {
    data[i] = decibelPerNeper * Math.log(Math.max(leastPower, data[i]));
    loudest = Math.max(loudest, data[i]);
  }
  for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i], loudest - floorDb);
  return spectrogram;
}

/** ln(1 + power), in place: Meyda's logarithm. It depends on gain, and quiet sound in [−1, 1] comes out near 0. */
export function toLog1p(spectrogram: Spectrogram): Spectrogram {
  const { data } = spectrogram;
  for (let i = 0; i < data.length; i++) data[i] = Math.log(1 + data[i]);
  return spectrogram;
}
