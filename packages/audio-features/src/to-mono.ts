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

/** A channel out of interleaved samples, brought to full scale 1: `(sample − zero) / fullScale`. */
export function deinterleave(
  interleaved: ArrayLike<number>,
  numChannels: number,
  channel: number,
  { fullScale = 1, zero = 0 }: { fullScale?: number; zero?: number } = {},
): Float32Array {
  const samples = new Float32Array(Math.floor(interleaved.length / numChannels));
  for (let i = 0, from = channel; i < samples.length; i++, from += numChannels) samples[i] = (interleaved[from] - zero) / fullScale;
  return samples;
}
