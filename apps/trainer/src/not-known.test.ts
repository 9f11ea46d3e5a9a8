import { notKnown } from './not-known.ts';

test('what too little validation leaves unknown is said, modality by modality', () => {
  const describer = () => [];
  const novelty = (thresholds: Record<string, number | null>) => ({ references: {}, thresholds });
  expect(notKnown(['image', 'text'], novelty({ image: 0, text: 2 }), describer)).toEqual([]);
  expect(notKnown(['image', 'text'], novelty({ image: 1, text: null }), describer)).toEqual([
    'not known by text: whether a sample is unlike all that was trained on; the run had too few validation samples to learn it from',
  ]);
  expect(notKnown(['image', 'text'], novelty({}), undefined)).toEqual([
    expect.stringMatching(/^not known by image, text: whether/),
    'no tags: how far to trust them is not known; the run had too few validation samples to learn it from',
  ]);
});
