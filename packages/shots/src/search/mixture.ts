import { smallHeight, smallWidth } from '../frames/planes.ts';

const { abs, max, min, sqrt } = Math;
const numPixels = smallWidth * smallHeight;

/** How the frames between two frames are made of them. */
export interface Mixture {
  /** share of the second frame in each frame between, by least squares `[numSteps]` */
  readonly shares: Float64Array;
  /** what the mix does not explain, as a share of the difference of both, mean and largest of the frames between */
  readonly meanRest: number;
  readonly largestRest: number;
  /** share of pixels that are like one of both frames, not between: high for wipes */
  readonly purity: number;
  /** share of pixels that go back to the first frame: high for motion */
  readonly returns: number;
  /** standard deviation of the share over pixels in the middle: high for wipes */
  readonly spread: number;
}

const numSteps = 7;

/**
 * Explains frames as a mix of the first and the last: `frame ≈ (1 − share) · first + share · last`.
 *
 * @param frames first, those between, last; planes of half the size; `numSteps + 2` of them
 */
export function mixture(frames: readonly Uint8Array[]): Mixture {
  const [a, b] = [frames[0], frames[numSteps + 1]];
  const shares = new Float64Array(numSteps);
  const rests = new Float64Array(numSteps);
  for (let k = 0; k < numSteps; k++) [shares[k], rests[k]] = explain(a, b, frames[k + 1]);
  const meanRest = rests.reduce((sum, rest) => sum + rest, 0) / numSteps;
  return { shares, meanRest, largestRest: max(...rests), ...pixelShares(frames) };
}

function explain(a: Uint8Array, b: Uint8Array, frame: Uint8Array): [share: number, rest: number] {
  let [square, product, frameSquare] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const whole = b[i] - a[i];
    const part = frame[i] - a[i];
    square += whole * whole;
    product += whole * part;
    frameSquare += part * part;
  }
  if (square === 0) return [0, 0];
  const share = product / square;
  return [share, sqrt(max(0, frameSquare - share * product) / square)];
}

/** What single pixels do, of those that differ between both frames. */
function pixelShares(frames: readonly Uint8Array[]): Pick<Mixture, 'purity' | 'returns' | 'spread'> {
  const [a, b] = [frames[0], frames[numSteps + 1]];
  let [count, pure, returns, middleSum, middleSquare] = [0, 0, 0, 0, 0];
  for (let i = 0; i < numPixels; i++) {
    const [dy, db, dr] = [b[i] - a[i], b[i + numPixels] - a[i + numPixels], b[i + 2 * numPixels] - a[i + 2 * numPixels]];
    const square = dy * dy + db * db + dr * dr;
    if (square < 400) continue;
    count++;
    let highest = 0;
    for (let k = 1; k <= numSteps; k++) {
      const frame = frames[k];
      const product =
        dy * (frame[i] - a[i]) + db * (frame[i + numPixels] - a[i + numPixels]) + dr * (frame[i + 2 * numPixels] - a[i + 2 * numPixels]);
      const share = min(1.2, max(-0.2, product / square));
      if (abs(share) < 0.15 || abs(share - 1) < 0.15) pure++;
      if (share < highest - 0.35) returns++;
      highest = max(highest, share);
      if (k === (numSteps + 1) / 2) {
        middleSum += share;
        middleSquare += share * share;
      }
    }
  }
  if (count === 0) return { purity: 0, returns: 0, spread: 0 };
  const mean = middleSum / count;
  return {
    purity: pure / (count * numSteps),
    returns: returns / (count * numSteps),
    spread: sqrt(max(0, middleSquare / count - mean * mean)),
  };
}

/** Frames of `numSteps + 2` positions that divide a range evenly. */
export const stepsBetween = (from: number, to: number): number[] =>
  Array.from({ length: numSteps + 2 }, (_, k) => Math.round(from + ((to - from) * k) / (numSteps + 1)));
