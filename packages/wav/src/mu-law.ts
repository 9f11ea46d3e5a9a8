const bias = 132;
const maxMagnitude = 32_635;

/**
 * A sample in µ-law (ITU-T G.711): one sign bit, three bits for the octave, four for the step within it, all inverted.
 *
 * @param value a 16-bit sample, −32768 … 32767; magnitudes above 32,635 are clipped
 * @returns 0 … 255
 */
export function encodeMuLaw(value: number): number {
  const magnitude = Math.min(Math.abs(value), maxMagnitude) + bias;
  const octave = 24 - Math.clz32(magnitude);
  const step = (magnitude >> (octave + 3)) & 15;
  return ~((value < 0 ? 128 : 0) | (octave << 4) | step) & 255;
}
