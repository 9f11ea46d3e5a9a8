import { fileURLToPath } from 'node:url';
import { UnusableMediaError } from '@mmae/samples';
import { readThumbnail } from './index.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../test/fixtures/${name}`, import.meta.url));

test('a small image keeps its size, a large one its proportions', async () => {
  const { width, height, data } = await readThumbnail(fixture('rgb.png'), { maxSide: 96 });
  expect([width, height, data.length]).toEqual([16, 8, 384]);
  expect([...data.subarray(0, 3)]).toEqual([200, 30, 20]);
  expect(await readThumbnail(fixture('rgb.heic'), { maxSide: 32 })).toMatchObject({ width: 32, height: 16 });
});

test('a thumbnail is upright and on white, as for extraction', async () => {
  expect(await readThumbnail(fixture('turned.jpg'), { maxSide: 32 })).toMatchObject({ width: 32, height: 16 });
  const { data } = await readThumbnail(fixture('alpha.png'), { maxSide: 16 });
  expect([...data.subarray(45, 48)]).toEqual([255, 255, 255]);
});

test('errors are the same as for extraction', async () => {
  const error = await readThumbnail(fixture('truncated.jpg'), { maxSide: 96 }).catch((reason) => reason);
  expect(error).toBeInstanceOf(UnusableMediaError);
  expect(error.message).toContain('the JPEG image');
  await expect(readThumbnail(fixture('rgb.png'), { maxSide: 96, maxPixels: 100 })).rejects.toThrow(
    'too large: the image has more than 100 pixels',
  );
});
