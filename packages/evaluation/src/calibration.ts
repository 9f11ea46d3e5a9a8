export interface Calibration {
  /** mean over predictions of |accuracy − mean confidence| of their bin, 0 to 1 */
  readonly expectedCalibrationError: number;
  /** in ascending order, without empty ones */
  readonly bins: readonly ReliabilityBin[];
}

export interface ReliabilityBin {
  /** the bin has confidences above `low`, up to and including `high`; the first one also has 0 */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly meanConfidence: number;
  /** share of correct predictions in the bin */
  readonly accuracy: number;
}

export interface CalibrationOptions {
  /** number of bins of equal width; default 10 */
  readonly numBins?: number;
}

/**
 * Calibration of confidences (Guo et al. 2017): whether a share p of the predictions with confidence p is correct.
 *
 * @param confidences 0 to 1, one for each prediction
 * @param isCorrect whether each prediction is correct
 * @throws RangeError unless both have the same length, at least 1, confidences are from 0 to 1, and numBins is a whole number above 0
 */
export function calibration(
  confidences: ArrayLike<number>,
  isCorrect: ArrayLike<boolean>,
  { numBins = 10 }: CalibrationOptions = {},
): Calibration {
  check(confidences, isCorrect, numBins);
  const [counts, sums, correct] = [new Float64Array(numBins), new Float64Array(numBins), new Float64Array(numBins)];
  for (let i = 0; i < confidences.length; i++) {
    const bin = Math.max(0, Math.ceil(confidences[i] * numBins) - 1);
    counts[bin]++;
    sums[bin] += confidences[i];
    if (isCorrect[i]) correct[bin]++;
  }
  const bins = Array.from(counts, (count, bin) => ({
    low: bin / numBins,
    high: (bin + 1) / numBins,
    count,
    meanConfidence: sums[bin] / count,
    accuracy: correct[bin] / count,
  })).filter(({ count }) => count > 0);
  const error = bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.accuracy - bin.meanConfidence), 0);
  return { expectedCalibrationError: error / confidences.length, bins };
}

function check(confidences: ArrayLike<number>, isCorrect: ArrayLike<boolean>, numBins: number): void {
  if (confidences.length !== isCorrect.length || confidences.length === 0) {
    throw new RangeError(
      `calibration: expected an outcome for each confidence and at least one, got ${confidences.length} and ${isCorrect.length}`,
    );
  }
  if (!Number.isInteger(numBins) || numBins < 1) throw new RangeError(`calibration: expected a whole numBins above 0, got ${numBins}`);
  for (let i = 0; i < confidences.length; i++) {
    if (!(confidences[i] >= 0 && confidences[i] <= 1)) {
      throw new RangeError(`calibration: expected confidences from 0 to 1, got ${confidences[i]} at ${i}`);
    }
  }
}
