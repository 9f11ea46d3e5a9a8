// The inner part of `resample` (src/signal/resample.ts), in AssemblyScript: https://www.assemblyscript.org.
// `npm run build:kernels` compiles it into src/signal/resample.wasm.ts. Addresses are in bytes, everything else in numbers.

/**
 * Computes consecutive output samples: each is the dot product of `taps` samples and the weights of its phase.
 *
 * @param samples single precision; starts with the first tap of the first output
 * @param weights `[up, taps]`, single precision; taps is a multiple of 8
 * @param phase of the first output, below `up`; it advances by `down` per output, and every `up` by a sample
 */
export function filter(samples: usize, weights: usize, taps: i32, up: i32, down: i32, phase: i32, output: usize, numOutputs: i32): void {
  const rowLength: usize = (<usize>taps) << 2;
  for (const end = output + ((<usize>numOutputs) << 2); output < end; output += 4) {
    f32.store(output, product(samples, weights + rowLength * <usize>phase, rowLength));
    phase += down;
    samples += (<usize>(phase / up)) << 2;
    phase %= up;
  }
}

function product(samples: usize, weights: usize, rowLength: usize): f32 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (const end = weights + rowLength; weights < end; weights += 32) {
    even = f32x4.add(even, f32x4.mul(v128.load(samples), v128.load(weights)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(samples, 16), v128.load(weights, 16)));
    samples += 32;
  }
  const sum = f32x4.add(even, odd);
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
}
