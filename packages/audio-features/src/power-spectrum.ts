/**
 * The power spectrum of real frames: |DFT|², unscaled, for bins 0 … length / 2.
 *
 * A frame of N real samples is transformed as N/2 complex ones, even samples real, odd imaginary, and then pulled apart
 * (Press et al., *Numerical Recipes*, 12.3); the transform decimates in time. Tables are made once.
 *
 * @param length of a frame, a power of two from 4 on
 * @returns a function that writes the powers of `frame` `[length]` into `power` `[length / 2 + 1]`
 * @throws RangeError for another length
 */
export function powerSpectrum(length: number): (frame: Float64Array, power: Float64Array) => void {
  if (!(length >= 4 && Number.isInteger(Math.log2(length)))) {
    throw new RangeError(`powerSpectrum: expected a power of two from 4 on, got ${length}. Pad the frames to the next one.`);
  }
  const half = length / 2;
  const [re, im] = [new Float64Array(half), new Float64Array(half)];
  const order = bitReversal(half);
  const transform = complexTransform(half);
  const circle = unitCircle(length);
  return (frame, power) => {
    for (let i = 0; i < half; i++) {
      const to = order[i];
      re[to] = frame[2 * i];
      im[to] = frame[2 * i + 1];
    }
    transform(re, im);
    pullApart(re, im, circle, power);
  };
}

/** Powers of the real sequence, from the transform of its even samples plus i times its odd ones; bin k and its mirror at once. */
function pullApart(re: Float64Array, im: Float64Array, { cosines, sines }: UnitCircle, power: Float64Array): void {
  const half = re.length;
  power[0] = squared(re[0] + im[0], 0);
  power[half] = squared(re[0] - im[0], 0);
  for (let k = 1, mirror = half - 1; k <= mirror; k++, mirror--) {
    const evenRe = (re[k] + re[mirror]) / 2;
    const evenIm = (im[k] - im[mirror]) / 2;
    const oddRe = (im[k] + im[mirror]) / 2;
    const oddIm = (re[mirror] - re[k]) / 2;
    const turnedRe = cosines[k] * oddRe + sines[k] * oddIm;
    const turnedIm = cosines[k] * oddIm - sines[k] * oddRe;
    power[k] = squared(evenRe + turnedRe, evenIm + turnedIm);
    power[mirror] = squared(evenRe - turnedRe, evenIm - turnedIm);
  }
}

/** A forward transform in place, of input in bit-reversed order: one stage where their number is odd, then two at a time. */
function complexTransform(length: number): (re: Float64Array, im: Float64Array) => void {
  const circle = unitCircle(length);
  const isOdd = Math.log2(length) % 2 === 1;
  return (re, im) => {
    if (isOdd) addAndSubtract(re, im);
    for (let quarter = isOdd ? 2 : 1; quarter < length; quarter *= 4) twoStages(re, im, quarter, circle);
  };
}

/** The first stage: every pair of neighbours becomes its sum and its difference. */
function addAndSubtract(re: Float64Array, im: Float64Array): void {
  for (const part of [re, im]) {
    for (let i = 0; i < part.length; i += 2) {
      const first = part[i];
      const second = part[i + 1];
      part[i] = first + second;
      part[i + 1] = first - second;
    }
  }
}

/**
 * Transforms of length `quarter` become transforms of four times that; a, b, c, d are the k-th elements of four of them.
 * Every element is read into a name before any is written, which halves the time.
 */
function twoStages(re: Float64Array, im: Float64Array, quarter: number, { cosines, sines }: UnitCircle): void {
  const stride = re.length / (4 * quarter);
  for (let k = 0; k < quarter; k++) {
    const cosine1 = cosines[2 * k * stride];
    const sine1 = sines[2 * k * stride];
    const cosine2 = cosines[k * stride];
    const sine2 = sines[k * stride];
    for (let a = k; a < re.length; a += 4 * quarter) {
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const aRe = re[a];
      const aIm = im[a];
      const cRe = re[c];
      const cIm = im[c];
      const bRe = re[b] * cosine1 + im[b] * sine1;
      const bIm = im[b] * cosine1 - re[b] * sine1;
      const dRe = re[d] * cosine1 + im[d] * sine1;
      const dIm = im[d] * cosine1 - re[d] * sine1;
      const sumRe = (cRe + dRe) * cosine2 + (cIm + dIm) * sine2;
      const sumIm = (cIm + dIm) * cosine2 - (cRe + dRe) * sine2;
      const differenceRe = (cRe - dRe) * cosine2 + (cIm - dIm) * sine2;
      const differenceIm = (cIm - dIm) * cosine2 - (cRe - dRe) * sine2;
      re[a] = aRe + bRe + sumRe;
      im[a] = aIm + bIm + sumIm;
      re[b] = aRe - bRe + differenceIm;
      im[b] = aIm - bIm - differenceRe;
      re[c] = aRe + bRe - sumRe;
      im[c] = aIm + bIm - sumIm;
      re[d] = aRe - bRe - differenceIm;
      im[d] = aIm - bIm + differenceRe;
    }
  }
}

interface UnitCircle {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** Half a turn in steps of 2π / length. */
function unitCircle(length: number): UnitCircle {
  const half = Array.from({ length: length / 2 }, (_, k) => (2 * Math.PI * k) / length);
  return { cosines: Float64Array.from(half, (angle) => Math.cos(angle)), sines: Float64Array.from(half, (angle) => Math.sin(angle)) };
}

function bitReversal(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 1; i < length; i++) order[i] = (order[i >> 1] >> 1) | (i & 1 ? length >> 1 : 0);
  return order;
}
const squared = (re: number, im: number) => re * re + im * im;
