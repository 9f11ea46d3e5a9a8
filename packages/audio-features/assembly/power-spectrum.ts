// The inner part of `framePair` (src/features/power-spectrum.ts), in AssemblyScript: https://www.assemblyscript.org.
// `npm run build:kernels` compiles it into src/features/power-spectrum.wasm.ts. Addresses and strides are in bytes, lengths in numbers.
//
// Two frames are transformed in parallel: every vector holds one number of each. A frame of 2·half real samples becomes half
// complex numbers, even samples real, odd imaginary, which are transformed in place by decimation in time, two stages at once,
// and then separated (Press et al., "Numerical Recipes", 12.3). A complex number takes 32 bytes: two real parts, two imaginary.

/**
 * Powers of two real frames.
 *
 * @param frames two of 2·half numbers, the second after the first
 * @param order half offsets in bytes: the target of each complex number in bit-reversed order
 * @param twiddles twiddle factors: interleaved cosines and sines of 2π·k / half for k below half / 2
 * @param fineTwiddles interleaved cosines and sines of 2π·k / (2·half) for k up to half / 2
 * @param complex memory for half complex numbers
 * @param powers two of half + 1 numbers, the second after the first
 */
export function transformPair(
  half: i32,
  frames: usize,
  order: usize,
  twiddles: usize,
  fineTwiddles: usize,
  complex: usize,
  powers: usize,
): void {
  scatter(half, frames, order, complex);
  const isOdd = ctz(half) & 1;
  if (isOdd) addAndSubtract(half, complex);
  for (let quarter: i32 = isOdd ? 2 : 1; quarter < half; quarter <<= 2) twoStages(half, quarter, twiddles, complex);
  separateFrames(half, fineTwiddles, complex, powers);
}

function scatter(half: i32, frames: usize, order: usize, complex: usize): void {
  const second = (<usize>half) << 4;
  for (const end = frames + second; frames < end; frames += 16) {
    const a = v128.load(frames);
    const b = v128.load(frames + second);
    const to = complex + <usize>load<u32>(order);
    v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(to, v128.shuffle<f64>(a, b, 1, 3), 16);
    order += 4;
  }
}

/** The first stage: every pair of adjacent numbers is replaced by its sum and difference. */
function addAndSubtract(half: i32, complex: usize): void {
  for (const end = complex + ((<usize>half) << 5); complex < end; complex += 64) {
    const re = v128.load(complex);
    const im = v128.load(complex, 16);
    const otherRe = v128.load(complex, 32);
    const otherIm = v128.load(complex, 48);
    v128.store(complex, f64x2.add(re, otherRe));
    v128.store(complex, f64x2.add(im, otherIm), 16);
    v128.store(complex, f64x2.sub(re, otherRe), 32);
    v128.store(complex, f64x2.sub(im, otherIm), 48);
  }
}

/** Combines transforms of length `quarter` into transforms of four times that length; a, b, c, d are the k-th elements of four of them. */
function twoStages(half: i32, quarter: i32, twiddles: usize, complex: usize): void {
  const step: usize = (<usize>quarter) << 5; // from a to b
  const angle: usize = (<usize>(half / (4 * quarter))) << 4; // the step in the table from k to k + 1
  const end = complex + ((<usize>half) << 5);
  for (let k: usize = 0; k < <usize>quarter; k++) {
    const cosine1 = v128.load64_splat(twiddles + 2 * k * angle);
    const sine1 = v128.load64_splat(twiddles + 2 * k * angle, 8);
    const cosine2 = v128.load64_splat(twiddles + k * angle);
    const sine2 = v128.load64_splat(twiddles + k * angle, 8);
    for (let a = complex + (k << 5); a < end; a += step << 2) {
      const b = a + step;
      const c = b + step;
      const d = c + step;
      const aRe = v128.load(a);
      const aIm = v128.load(a, 16);
      const cRe = v128.load(c);
      const cIm = v128.load(c, 16);
      const bRe = rotatedRe(v128.load(b), v128.load(b, 16), cosine1, sine1);
      const bIm = rotatedIm(v128.load(b), v128.load(b, 16), cosine1, sine1);
      const dRe = rotatedRe(v128.load(d), v128.load(d, 16), cosine1, sine1);
      const dIm = rotatedIm(v128.load(d), v128.load(d, 16), cosine1, sine1);
      const sumRe = rotatedRe(f64x2.add(cRe, dRe), f64x2.add(cIm, dIm), cosine2, sine2);
      const sumIm = rotatedIm(f64x2.add(cRe, dRe), f64x2.add(cIm, dIm), cosine2, sine2);
      const differenceRe = rotatedRe(f64x2.sub(cRe, dRe), f64x2.sub(cIm, dIm), cosine2, sine2);
      const differenceIm = rotatedIm(f64x2.sub(cRe, dRe), f64x2.sub(cIm, dIm), cosine2, sine2);
      const evenRe = f64x2.add(aRe, bRe);
      const evenIm = f64x2.add(aIm, bIm);
      const oddRe = f64x2.sub(aRe, bRe);
      const oddIm = f64x2.sub(aIm, bIm);
      store(a, f64x2.add(evenRe, sumRe), f64x2.add(evenIm, sumIm));
      store(b, f64x2.add(oddRe, differenceIm), f64x2.sub(oddIm, differenceRe));
      store(c, f64x2.sub(evenRe, sumRe), f64x2.sub(evenIm, sumIm));
      store(d, f64x2.sub(oddRe, differenceIm), f64x2.add(oddIm, differenceRe));
    }
  }
}

/** Computes the powers of the real frames from the transform of even samples + i · odd samples; bin k and its mirror image at once. */
function separateFrames(half: i32, fineTwiddles: usize, complex: usize, powers: usize): void {
  const last = (<usize>half) << 3; // of a frame's powers
  const re = v128.load(complex);
  const im = v128.load(complex, 16);
  storePower(powers, last, f64x2.add(re, im), f64x2.splat(0));
  storePower(powers + last, last, f64x2.sub(re, im), f64x2.splat(0));
  for (let k: usize = 1; k <= (<usize>half) >> 1; k++) {
    const low = complex + (k << 5);
    const high = complex + ((<usize>half - k) << 5);
    const cosine = v128.load64_splat(fineTwiddles + (k << 4));
    const sine = v128.load64_splat(fineTwiddles + (k << 4), 8);
    const evenRe = mean(v128.load(low), v128.load(high));
    const evenIm = mean(v128.load(low, 16), f64x2.neg(v128.load(high, 16)));
    const oddRe = mean(v128.load(low, 16), v128.load(high, 16));
    const oddIm = mean(v128.load(high), f64x2.neg(v128.load(low)));
    const re = f64x2.add(f64x2.mul(cosine, oddRe), f64x2.mul(sine, oddIm));
    const im = f64x2.sub(f64x2.mul(cosine, oddIm), f64x2.mul(sine, oddRe));
    storePower(powers + (k << 3), last, f64x2.add(evenRe, re), f64x2.add(evenIm, im));
    storePower(powers + ((<usize>half - k) << 3), last, f64x2.sub(evenRe, re), f64x2.sub(evenIm, im));
  }
}

function mean(x: v128, y: v128): v128 {
  return f64x2.mul(f64x2.add(x, y), f64x2.splat(0.5));
}

/** The real part of a number rotated by a negative angle. */
function rotatedRe(re: v128, im: v128, cosine: v128, sine: v128): v128 {
  return f64x2.add(f64x2.mul(re, cosine), f64x2.mul(im, sine));
}

/** The imaginary part of a number rotated by a negative angle. */
function rotatedIm(re: v128, im: v128, cosine: v128, sine: v128): v128 {
  return f64x2.sub(f64x2.mul(im, cosine), f64x2.mul(re, sine));
}

function store(address: usize, re: v128, im: v128): void {
  v128.store(address, re);
  v128.store(address, im, 16);
}

/** Stores the squared magnitude in the powers of the first frame at `address`, and of the second frame `last` + 8 bytes after it. */
function storePower(address: usize, last: usize, re: v128, im: v128): void {
  const power = f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im));
  v128.store64_lane(address, power, 0);
  v128.store64_lane(address + last + 8, power, 1);
}
