import { InputError, resolveOptions } from '@mmae/input';
import { featurePlan, upgradeExperiment } from './index.ts';

const resolve = (media: object, modalities = ['image']) => resolveOptions('plan', featurePlan, { modalities, media });

test('the options of an extractor are checked by its own schema', () => {
  expect(() => resolve({ image: { extractor: 'image', options: { sise: 32 } } })).toThrow(
    new InputError('plan: expected a known option, got "media.image.options.sise". Did you mean "size"?'),
  );
  expect(() => resolve({ sound: { extractor: 'audio', options: { fftLength: 500 } } })).toThrow(
    'expected media.sound.options.fftLength to be a power of two of at least 4, got 500.',
  );
});

test.each<[string, object, string]>([
  ['an unknown extractor', { extractor: 'video' }, 'expected media.image.extractor to be one of image, audio, text, got "video".'],
  ['a misspelt extractor', { extracter: 'image' }, 'got "media.image.extracter". Did you mean "extractor"?'],
  ['neither', { components: 3 }, 'expected media.image to be an object with extractor or featureFile, got {"components":3}.'],
  [
    'both, with augmentation',
    { extractor: 'image', featureFile: 'a.npy', augment: true },
    'expected media.image.augment to be left out next to featureFile, whose features are used as they are, got true.',
  ],
])('%s is refused', (_, image, message) => {
  expect(() => resolve({ image })).toThrow(message);
});

test('repeated modalities and names that are no column are refused', () => {
  expect(() => resolve({}, ['image', 'image'])).toThrow('expected modalities to be a list without repetitions');
  expect(() => resolve({}, ['a b'])).toThrow('expected modalities.0 to be a text that matches ^[A-Za-z]');
});

test('the name of an extractor in earlier versions is read, in its place', () => {
  const old = { seed: 1, media: { image: { components: 2, room: 'image', options: {} }, text: { extractor: 'text' } } };
  const { document, notes } = upgradeExperiment(old);
  expect(JSON.stringify(document)).toBe(JSON.stringify(old).replace('"room"', '"extractor"'));
  expect(notes).toEqual(['media.image.room is now media.image.extractor']);
  expect(upgradeExperiment(document)).toEqual({ document, notes: [] });
});
