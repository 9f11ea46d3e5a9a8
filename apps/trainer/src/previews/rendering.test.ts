import { imageExtractor } from '@mmae/image-features';
import { textExtractor } from '@mmae/text-features';
import type { Extractor } from '@mmae/samples';
import sharp from 'sharp';
import { render } from './rendering.ts';

test('text features are rendered as the terms with the largest positive values', async () => {
  const extractor = textExtractor({});
  extractor.fit([['brick', 'ember'], ['sea'], ['sky', 'brick'], ['sea']]);
  const terms = extractor.terms()!;
  const features = new Float32Array(terms.length);
  features[terms.indexOf('sea')] = 2;
  features[terms.indexOf('brick')] = 1;
  expect(await render({ extractor: 'text' }, extractor as Extractor, features)).toEqual({ kind: 'text', text: 'sea brick' });
});

test('pixels are rendered as a square image', async () => {
  const options = { size: 8, features: ['pixels'] } as const;
  const extractor = imageExtractor(options as never) as Extractor;
  const red = await extractor.extract({
    kind: 'pixels',
    width: 8,
    height: 8,
    channels: 3,
    data: Uint8Array.from({ length: 192 }, (_, i) => (i % 3 ? 0 : 255)),
  } as never);
  extractor.fit([red]);
  const shown = (await render({ extractor: 'image' }, extractor, extractor.transform(red))) as unknown as { bytes: Uint8Array };
  const { data, info } = await sharp(shown.bytes).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, ...data.subarray(0, 3)]).toEqual([8, 8, 255, 0, 0]);
});

test('ready-made features cannot be rendered', async () => {
  expect(await render({ featureFile: 'clip.npy' }, {} as Extractor, new Float32Array(4))).toBeUndefined();
});
