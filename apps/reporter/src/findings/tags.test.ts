import { matrix } from '@mmae/matrix';
import type { Preview } from '@mmae/run-folder';
import type { Results } from '../results.ts';
import { proposeTags } from './tags.ts';

// Two kinds of train samples, each about its own axis; the held-out one sounds like the first and looks like the second.
const train = Array.from({ length: 80 }, (_, index) => ({
  split: 'train',
  id: `t${index}`,
  present: ['audio', 'image', 'text'],
  media: { text: index < 40 ? `a bell rings ${index}` : `a lamp shines ${index}` },
}));
const held = { split: 'test', id: 'h', present: ['audio', 'image', 'text'], media: { text: 'bell bell secret' } };
const axis = (isFirst: boolean) => (isFirst ? [1, 0] : [0, 1]);
const joint = matrix(81, 2, Float32Array.from([...train.flatMap((_, index) => axis(index < 40)), 1, 1]));
const alone = (isFirst: boolean) => matrix(81, 2, Float32Array.from([...Array.from({ length: 160 }, () => 0), ...axis(isFirst)]));
const text = { kind: 'text', text: '' } as const;
const preview: Preview = { id: 'h', split: 'test', media: { audio: text, image: text, text } };
const results = {
  run: { samples: [...train, held], previews: [preview], modalities: ['audio', 'image', 'text'] },
  embeddings: { audio: alone(true), image: alone(false), 'audio+image+text': joint },
} as unknown as Results;

test('each modality proposes the words of what is near to it, never those of the sample itself', () => {
  // 'audio' comes first among the previews' modalities, so that its kind is the one the texts are taken from
  const [tags] = proposeTags({ ...results, run: { ...results.run, previews: [{ ...preview, media: { text } }] } }, [preview], 5);
  expect(Object.keys(tags)).toEqual(['audio', 'image']);
  expect(tags.audio.map(({ word, score }) => [word, score])).toEqual([
    ['bell', 1],
    ['rings', 1],
  ]);
  expect(tags.image.map(({ word }) => word)).toEqual(['lamp', 'shines']);
});

test('a preview of no sample of the run has no tags', () => {
  expect(proposeTags(results, [{ ...preview, id: 'x' }], 5)).toEqual([{}]);
});
