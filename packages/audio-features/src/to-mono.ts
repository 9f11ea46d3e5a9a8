const { fround } = Math;

/**
 * The mean of the channels. Opposite phases cancel: a stereo file whose sides are each other's negative is silent in mono.
 *
 * @param channels as many samples in each
 * @returns one channel; the only one itself, not a copy
 */
export function toMono(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1) return channels[0];
  const mono = new Float32Array(channels[0].length);
  for (const channel of channels) for (let i = 0; i < mono.length; i++) mono[i] += channel[i];
  for (let i = 0; i < mono.length; i++) mono[i] /= channels.length;
  return mono;
}

/**
 * The mean of interleaved channels, to the same bits as `toMono` of the channels.
 *
 * @param sampleAt the sample of an index, in [−1, 1]
 * @returns `numSamples` of one channel; memory for no other channel
 */
export function interleavedToMono(sampleAt: (index: number) => number, numChannels: number, numSamples: number): Float32Array {
  const mono = new Float32Array(numSamples);
  for (let i = 0, index = 0; i < numSamples; i++) {
    for (let channel = 0; channel < numChannels; channel++) mono[i] += fround(sampleAt(index++));
    mono[i] /= numChannels;
  }
  return mono;
}
