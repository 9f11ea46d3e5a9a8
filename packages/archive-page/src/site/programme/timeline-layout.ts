/** The frame under a click, `x` pixels from the left of a timeline of `width` pixels. */
export const frameOfClick = (x: number, width: number, numFrames: number): number =>
  Math.min(numFrames - 1, Math.max(0, Math.floor((x / width) * numFrames)));

/** An SVG path around the middle of a band: one vertical line for each peak. Empty without peaks. */
export function waveformPath(peaks: readonly number[], width: number, height: number, top: number): string {
  const step = width / peaks.length;
  const middle = top + height / 2;
  return peaks
    .map((peak, i) => {
      const half = Math.max(0.5, (Math.min(1, peak) * height) / 2);
      return `M${round((i + 0.5) * step)} ${round(middle - half)}V${round(middle + half)}`;
    })
    .join('');
}

const round = (value: number) => Math.round(value * 100) / 100;
