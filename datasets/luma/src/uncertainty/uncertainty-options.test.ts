import { resolveOptions } from '@mmae/input';
import { uncertaintyOptions } from './uncertainty-options.ts';

const resolve = (given: object) => resolveOptions('lumaSamples', uncertaintyOptions, given);

test('steps without a value are not applied: only the seed and the splits have a default', () => {
  expect(resolve({})).toEqual({ seed: 42, splits: ['train', 'test'] });
});

test.each([
  [{ imges: {} }, 'expected a known option, got "imges". Did you mean "images"?'],
  [{ images: { share: 2, severity: 1 } }, 'expected images.share to be a number from 0 to 1, got 2.'],
  [{ images: { share: 1, severity: 6 } }, 'expected images.severity to be one of 1, 2, 3, 4, 5, got 6.'],
  [{ audio: { share: 1, snrDb: [5, 3] } }, 'expected audio.snrDb to be two numbers, the lower first, got [5,3].'],
  [{ compactness: { image: 0 } }, 'expected compactness.image to be a number above 0, got 0.'],
  [{ asTool: ['none'] }, 'expected asTool.0 to be one of noisy-clean, scale, index-shift, drift, weights, got "none".'],
])('%j is refused', (given, message) => {
  expect(() => resolve(given)).toThrow(message);
});
