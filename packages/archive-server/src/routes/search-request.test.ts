import { parseWeights } from './search-request.ts';

test('weights by modality, in any number of digits', () => {
  expect(parseWeights('image:1,text:0.5, own-modality:.25')).toEqual({ image: 1, text: 0.5, 'own-modality': 0.25 });
});

test.each(['', 'image', 'image:', 'image:-1', 'image:1;text:2', 'image:1,', ':1', 'image:1e9'])('weights %j are refused', (list) => {
  expect(() => parseWeights(list)).toThrow(`search: expected weights such as image:1,text:0.5, got ${JSON.stringify(list)}.`);
});
