import { matrix } from '@mmae/matrix';
import type { Results } from '@mmae/scoring';
import { searchExamples } from './search-examples.ts';

/** Four previewed samples; `audio` points along the axis of the sample's index modulo two, `image` of the opposite one. */
function resultsWith(width: { audio: number; image: number }): Results {
  const ids = ['a', 'b', 'c', 'd'];
  const media = { audio: { kind: 'sound' }, image: { kind: 'picture' } };
  const points = (numColumns: number, shift: number) =>
    matrix(
      4,
      numColumns,
      Float32Array.from({ length: 4 * numColumns }, (_, i) => Number((Math.floor(i / numColumns) + shift) % 2 === i % numColumns)),
    );
  return {
    split: 'test',
    run: { samples: ids.map((id) => ({ id })), previews: ids.map((id) => ({ id, split: id === 'd' ? 'train' : 'test', media })) },
    embeddings: { audio: points(width.audio, 0), image: points(width.image, 1) },
  } as unknown as Results;
}

test('hits are ranked by cosine, among previewed samples of the scored split', () => {
  const examples = searchExamples(resultsWith({ audio: 2, image: 2 }), 'audio', 'image', 3, 1);
  expect(examples.map(({ query, hits }) => query.id + hits[0].id).sort()).toEqual(['ab', 'ba', 'cb']);
});

test('modalities without a shared space give no examples', () => {
  expect(searchExamples(resultsWith({ audio: 2, image: 3 }), 'audio', 'image', 3, 1)).toEqual([]);
});
