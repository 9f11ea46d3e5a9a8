import { decodingBytes, memoryBudget, type Decoding } from './decoding-memory.ts';

/** Lets all pending promises settle. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a reservation waits until enough memory is released, and none overtakes another', async () => {
  const budget = memoryBudget(100);
  const started: string[] = [];
  const start = (name: string, bytes: number) => budget.reserve(bytes).then((release) => (started.push(name), release));
  const [first, second, large, small] = [start('first', 60), start('second', 40), start('large', 80), start('small', 10)];
  await settled();
  expect(started).toEqual(['first', 'second']); // 100 of 100
  (await first)();
  await settled();
  expect(started).toEqual(['first', 'second']); // 60 are free: 'small' would fit
  (await second)();
  await settled();
  expect(started).toEqual(['first', 'second', 'large', 'small']);
  (await large)();
  (await small)();
  (await budget.reserve(100))();
});

test('many tasks never exceed the budget, and all of them are served', async () => {
  const budget = memoryBudget(1000);
  let [reserved, peak] = [0, 0];
  const sizes = Array.from({ length: 200 }, (_, i) => (Math.imul(i + 1, 2_654_435_761) >>> 0) % 1001);
  await Promise.all(
    sizes.map(async (bytes) => {
      const release = await budget.reserve(bytes);
      reserved += bytes;
      peak = Math.max(peak, reserved);
      await settled();
      reserved -= bytes;
      release();
    }),
  );
  expect(peak).toBeGreaterThan(500);
  expect(peak).toBeLessThanOrEqual(1000);
  expect(reserved).toBe(0);
});

test('more than the whole budget is refused at once', async () => {
  await expect(memoryBudget(100).reserve(101)).rejects.toThrow('memoryBudget: expected at most 100 bytes, got 101');
});

const megabytes = (metadata: Partial<Decoding['metadata']>, rowsPerChunk?: number) =>
  decodingBytes({
    metadata: { format: 'png', width: 6000, height: 6000, channels: 3, depth: 'uchar', isProgressive: false, ...metadata },
    rowsPerChunk,
  }) /
  2 ** 20;

// Growth of the process's peak memory while libvips 8.18.7 (sharp 0.35.5) reads one image of 6000×6000 pixels, in MB.
test.each<[string, Partial<Decoding['metadata']>, number]>([
  ['PNG', {}, 18],
  ['PNG, interlaced', { isProgressive: true }, 112],
  ['PNG, interlaced, transparent', { isProgressive: true, channels: 4 }, 149],
  ['PNG, interlaced, 16 bits', { isProgressive: true, depth: 'ushort' }, 217],
  ['JPEG', { format: 'jpeg' }, 20],
  ['JPEG, progressive', { format: 'jpeg', isProgressive: true }, 226],
  ['JPEG, progressive, CMYK', { format: 'jpeg', isProgressive: true, channels: 4 }, 306],
  ['JPEG, to be rotated', { format: 'jpeg', orientation: 6 }, 116],
  ['TIFF in strips', { format: 'tiff' }, 18],
  ['WebP', { format: 'webp' }, 285],
  ['GIF', { format: 'gif' }, 160],
  ['AVIF', { format: 'heif' }, 632],
])('%s: at least the measured memory, and not much more', (_, metadata, measured) => {
  expect(megabytes(metadata)).toBeGreaterThanOrEqual(measured);
  expect(megabytes(metadata)).toBeLessThan(1.3 * measured + 30);
});

test('a TIFF with one strip is decoded as a whole', () => {
  expect(megabytes({ format: 'tiff' }, 6000)).toBeCloseTo((6000 * 6000 * 3) / 2 ** 20);
});
