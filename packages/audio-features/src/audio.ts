/** A single channel of audio. */
export interface Audio {
  /** usually in [−1, 1]; floating-point files may exceed it */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

const { fround } = Math;

/**
 * The mean of the channels. Opposite phases cancel: a stereo file with inverted channels is silent in mono.
 *
 * @param channels of equal length
 * @returns a single channel; if there is only one, that channel itself, not a copy
 */
export function toMono(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1) return channels[0];
  const mono = new Float32Array(channels[0].length);
  for (const channel of channels) for (let i = 0; i < mono.length; i++) mono[i] += channel[i];
  for (let i = 0; i < mono.length; i++) mono[i] /= channels.length;
  return mono;
}

/**
 * The mean of interleaved channels, bit-identical to `toMono` of the separate channels.
 *
 * @param sampleAt the sample at an index, in [−1, 1]
 * @returns a single channel of `numSamples` samples
 */
export function interleavedToMono(sampleAt: (index: number) => number, numChannels: number, numSamples: number): Float32Array {
  const mono = new Float32Array(numSamples);
  for (let i = 0, index = 0; i < numSamples; i++) {
    for (let channel = 0; channel < numChannels; channel++) mono[i] += fround(sampleAt(index++));
    mono[i] /= numChannels;
  }
  return mono;
}
