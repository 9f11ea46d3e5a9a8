import type { Audio } from './audio.ts';

const blockSeconds = 0.01;

/**
 * What lies between the first and the last 10 ms that are within `belowLoudestDb` of the loudest 10 ms (mean power).
 *
 * @returns a view, not a copy; all of it where it is silent throughout
 */
export function trimSilence({ samples, sampleRateHz }: Audio, belowLoudestDb: number): Float32Array {
  const blockLength = Math.max(1, Math.round(blockSeconds * sampleRateHz));
  const powers = Array.from({ length: Math.ceil(samples.length / blockLength) }, (_, block) =>
    meanPower(samples.subarray(block * blockLength, (block + 1) * blockLength)),
  );
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  const isSound = (power: number) => power >= loudest * 10 ** (-belowLoudestDb / 10);
  return samples.subarray(powers.findIndex(isSound) * blockLength, (powers.findLastIndex(isSound) + 1) * blockLength);
}

function meanPower(samples: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i] * samples[i];
  return sum / samples.length;
}
