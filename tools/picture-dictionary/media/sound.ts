import { decodeAudio, resample } from '@mmae/audio-features';
import { toWav } from '@mmae/wav';

const sampleRateHz = 16_000;
const maxSeconds = 4;
const fadeSeconds = 0.05;
/** −3 dB below full scale */
const peak = 10 ** (-3 / 20);
/** −46 dB below the peak: more quiet than that is silence at the ends */
const silence = 10 ** (-46 / 20);
const keptSilenceSeconds = 0.05;

/** A sound of the corpus: a WAV file, 16 kHz, one channel, 16 bit, at most four seconds. */
export interface Sound {
  readonly wav: Uint8Array;
  readonly seconds: number;
}

/**
 * Makes a sound of the corpus from a file of any format: without silence at its ends, cut to four seconds, as loud as fits.
 *
 * @throws RangeError if nothing is heard
 */
export async function toSound(source: string | Uint8Array): Promise<Sound> {
  const audio = await decodeAudio(source, { maxAudioSeconds: 20 });
  const samples = normalised(trimmed(resample(audio, sampleRateHz).samples));
  return { wav: toWav({ samples, sampleRateHz }), seconds: samples.length / sampleRateHz };
}

/** The part that is heard, with a fade where it was cut off. */
export function trimmed(samples: Float32Array): Float32Array {
  const loudest = samples.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const isHeard = (value: number) => Math.abs(value) > silence * loudest;
  const first = samples.findIndex(isHeard);
  if (first < 0) throw new RangeError(`trimmed: expected a sound, got ${samples.length} samples of silence. Choose another file.`);
  const margin = keptSilenceSeconds * sampleRateHz;
  const start = Math.max(0, first - margin);
  const end = Math.min(samples.length, samples.findLastIndex(isHeard) + 1 + margin, start + maxSeconds * sampleRateHz);
  const kept = samples.slice(start, end);
  if (end - start === maxSeconds * sampleRateHz) fadeOut(kept);
  return kept;
}

function fadeOut(samples: Float32Array): void {
  const length = fadeSeconds * sampleRateHz;
  for (let i = 0; i < length; i++) samples[samples.length - 1 - i] *= i / length;
}

function normalised(samples: Float32Array): Float32Array {
  const loudest = samples.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return samples.map((value) => (value * peak) / loudest);
}
