import { readFileSync } from 'node:fs';
import { readPth } from './read-pth.ts';

const tiny = readFileSync(new URL('../../test/fixtures/tiny.pth', import.meta.url));

test('floats are read with their shapes, counters are left out', async () => {
  const weights = await readPth(tiny);
  expect(weights['SDDCNN.0.DDCNN.0.Conv3D_1.layers.0.weight'].shape).toEqual([2, 3, 1, 3, 3]);
  expect(weights['fc1.weight']).toMatchObject({ shape: [8, 544], data: { length: 8 * 544 } });
  expect(Object.keys(weights)).not.toContain('SDDCNN.0.DDCNN.0.bn.num_batches_tracked');
});

test('an archive that is none, or that is damaged, is refused', async () => {
  await expect(readPth(Uint8Array.of(1, 2, 3))).rejects.toThrow('readPth: expected a zip archive, got ');
  const damaged = Buffer.from(tiny);
  damaged.write('torch._utils._rebuild_tensor_v3'.slice(-1), damaged.indexOf('_rebuild_tensor_v2') + '_rebuild_tensor_v'.length);
  await expect(readPth(damaged)).rejects.toThrow(/readPth: expected a zip archive|tensors and dictionaries only/);
});

describe('a file of the format before PyTorch 1.6', () => {
  const legacy = readFileSync(new URL('../../test/fixtures/legacy.pth', import.meta.url));

  test('has the same tensors, in row-major order', async () => {
    const { plain, transposed, part, ...others } = await readPth(legacy);
    expect([plain.shape, [...plain.data]]).toEqual([[2, 3], [0, 1, 2, 3, 4, 5]]); // prettier-ignore
    expect(transposed.shape).toEqual([4, 2, 3]);
    expect([...transposed.data.slice(0, 9)]).toEqual([0, 4, 8, 12, 16, 20, 1, 5, 9]);
    expect([...part.data]).toEqual([4, 5, 6]);
    expect(others).toEqual({});
  });

  test('is refused where it is truncated', async () => {
    await expect(readPth(legacy.subarray(0, -1))).rejects.toThrow(/readPth: expected the numbers of storage \d+, got the end of the file/);
    await expect(readPth(legacy.subarray(0, 60))).rejects.toThrow('unpickle: expected STOP at the end');
  });
});
