export interface Calibration {
  /** the mean, over predictions, of |accuracy − mean confidence| of their bin; 0 … 1 */
  readonly expectedCalibrationError: number;
  /** in rising order, empty ones left out */
  readonly bins: readonly ReliabilityBin[];
}

export interface ReliabilityBin {
  /** confidences above `low`, up to and with `high`; the first holds 0 as well */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly meanConfidence: number;
  /** share of its predictions that were right */
  readonly accuracy: number;
}

export interface CalibrationOptions {
  /** of equal width; default 10 */
  readonly numBins?: number;
}

/**
 * Whether what is said with confidence p is right a share p of the time (Guo et al. 2017): a prediction is one tag of one sample.
 *
 * @param confidences 0 … 1
 * @param isRight whether the tag holds, for each confidence
 * @throws RangeError where the lengths differ or are 0, a confidence is outside 0 … 1, or numBins is no whole number above 0
 */
export function calibration(
  confidences: ArrayLike<number>,
  isRight: ArrayLike<boolean>,
  { numBins = 10 }: CalibrationOptions = {},
): Calibration {
  check(confidences, isRight, numBins);
  const [counts, sums, right] = [new Float64Array(numBins), new Float64Array(numBins), new Float64Array(numBins)];
  for (let i = 0; i < confidences.length; i++) {
    const bin = Math.max(0, Math.ceil(confidences[i] * numBins) - 1);
    counts[bin]++;
    sums[bin] += confidences[i];
    if (isRight[i]) right[bin]++;
  }
  const bins = Array.from(counts, (count, bin) => ({
    low: bin / numBins,
    high: (bin + 1) / numBins,
    count,
    meanConfidence: sums[bin] / count,
    accuracy: right[bin] / count,
  })).filter(({ count }) => count > 0);
  const error = bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.accuracy - bin.meanConfidence), 0);
  return { expectedCalibrationError: error / confidences.length, bins };
}

function check(confidences: ArrayLike<number>, isRight: ArrayLike<boolean>, numBins: number): void {
  if (confidences.length !== isRight.length || confidences.length === 0) {
    throw new RangeError(
      `calibration: expected an outcome for each confidence and at least one, got ${confidences.length} and ${isRight.length}`,
    );
  }
  if (!Number.isInteger(numBins) || numBins < 1) throw new RangeError(`calibration: expected a whole numBins above 0, got ${numBins}`);
  for (let i = 0; i < confidences.length; i++) {
    if (!(confidences[i] >= 0 && confidences[i] <= 1)) {
      throw new RangeError(`calibration: expected confidences from 0 to 1, got ${confidences[i]} at ${i}`);
    }
  }
}
