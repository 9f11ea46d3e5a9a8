import { toWeights } from './weights.ts';

test('modalities with their weights', () => {
  expect(toWeights('image=1, text=.5,audio+image=0.')).toEqual({ image: 1, text: 0.5, 'audio+image': 0 });
});

test.each(['', 'image', 'image=', '=1', 'image=-1', 'image=1,', 'image=one'])('no weights: %j', (text) => {
  expect(() => toWeights(text)).toThrow(
    `--weights: expected modalities with numbers, such as image=1,text=.5, got ${JSON.stringify(text)}.`,
  );
});
