import { decodingBytes, type Decoding } from './decoding-bytes.ts';

const megabytes = (metadata: Partial<Decoding['metadata']>, rowsAtOnce?: number) =>
  decodingBytes({
    metadata: { format: 'png', width: 6000, height: 6000, channels: 3, depth: 'uchar', isProgressive: false, ...metadata },
    rowsAtOnce,
  }) /
  2 ** 20;

// Growth of the process's peak memory while libvips 8.18.7 (sharp 0.35.5) reads one picture of 6000×6000 pixels, in MB.
test.each<[string, Partial<Decoding['metadata']>, number]>([
  ['PNG', {}, 18],
  ['PNG, interlaced', { isProgressive: true }, 112],
  ['PNG, interlaced, transparent', { isProgressive: true, channels: 4 }, 149],
  ['PNG, interlaced, 16 bits', { isProgressive: true, depth: 'ushort' }, 217],
  ['JPEG', { format: 'jpeg' }, 20],
  ['JPEG, progressive', { format: 'jpeg', isProgressive: true }, 226],
  ['JPEG, progressive, CMYK', { format: 'jpeg', isProgressive: true, channels: 4 }, 306],
  ['JPEG, to be turned', { format: 'jpeg', orientation: 6 }, 116],
  ['TIFF in strips', { format: 'tiff' }, 18],
  ['WebP', { format: 'webp' }, 285],
  ['GIF', { format: 'gif' }, 160],
  ['AVIF', { format: 'heif' }, 632],
])('%s: at least what was measured, and not twice as much as makes a difference', (_, metadata, measured) => {
  expect(megabytes(metadata)).toBeGreaterThanOrEqual(measured);
  expect(megabytes(metadata)).toBeLessThan(1.3 * measured + 30);
});

test('a TIFF in one strip is held as a whole', () => {
  expect(megabytes({ format: 'tiff' }, 6000)).toBeCloseTo((6000 * 6000 * 3) / 2 ** 20);
});
