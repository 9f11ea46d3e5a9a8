import { frameLength, frameWidth } from '@mmae/shots';
import { windowLength, type Transnet } from '../network/transnet.ts';

/** Two still images, both gradients, with a cut in the middle. */
export function provingFrames(numFrames = windowLength): Uint8Array {
  return Uint8Array.from({ length: numFrames * frameLength }, (_, i) => {
    const [pixel, colour] = [Math.floor((i % frameLength) / 3), i % 3];
    const [x, y] = [pixel % frameWidth, Math.floor(pixel / frameWidth)];
    return (i < (numFrames / 2) * frameLength ? 5 * x + 3 * y + 40 * colour : 200 - 4 * x + 2 * y - 30 * colour) & 255;
  });
}

/** Frames and their two probabilities by PyTorch 2.15 (`test/reference/make-reference.py`). */
const expected: readonly (readonly [frame: number, middle: number, inside: number])[] = [
  [0, 0.0042793, 0.0101846],
  [48, 0.0001908, 0.0022616],
  [49, 0.9979482, 0.9881863],
  [50, 0.0023584, 0.0033899],
  [99, 0.0242889, 0.0068211],
];

/** Compares the network to PyTorch on a window with one cut. @throws Error if a probability differs by more than 1e-4 */
export async function proveTransnet(transnet: Transnet): Promise<void> {
  const found = await transnet.probabilities(provingFrames());
  for (const [frame, ...values] of expected) {
    const got = found.subarray(2 * frame, 2 * frame + 2);
    if (values.some((value, i) => !(Math.abs(value - got[i]) < 1e-4)))
      throw new Error(`proveTransnet: expected probabilities ${values} of frame ${frame}, got ${got.join()}. Set the network up again.`);
  }
}
