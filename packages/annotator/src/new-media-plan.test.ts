import type { TrainedRun } from '@mmae/embedder';
import type { Manifest } from '@mmae/samples';
import { modalitiesOf, planFor } from './new-media-plan.ts';

const run = {
  folder: 'runs/first',
  plan: { modalities: ['image', 'text'], media: { image: { featureFile: 'clip.npy' }, text: { extractor: 'text' } } },
} as unknown as TrainedRun;

test('a modality learnt from ready-made features takes those of the new samples, else it counts as missing', () => {
  const lines: string[] = [];
  const progress = { say: (line: string) => void lines.push(line), update: () => undefined };
  expect(planFor(run, { features: { image: 'new.npy' }, progress })).toEqual({
    modalities: ['image', 'text'],
    media: { image: { featureFile: 'new.npy' }, text: { extractor: 'text' } },
  });
  expect(lines).toEqual([]);
  expect(planFor(run, { features: {}, progress }).modalities).toEqual(['text']);
  expect(lines).toEqual([expect.stringMatching(/^image: learnt from ready-made features \(clip\.npy\), so it counts as missing\./)]);
  expect(() => planFor(run, { features: { text: 'bert.npy' }, progress })).toThrow('got text. Add its media to the manifest instead.');
});

test('where no features can be given, no option is named', () => {
  const lines: string[] = [];
  const progress = { say: (line: string) => void lines.push(line), update: () => undefined };
  expect(planFor(run, { progress }).modalities).toEqual(['text']);
  expect(lines).toEqual(['image: learnt from ready-made features (clip.npy), so it counts as missing']);
  const bare = {
    folder: 'runs/first',
    plan: { modalities: ['image'], media: { image: { featureFile: 'clip.npy' } } },
  } as unknown as TrainedRun;
  expect(() => planFor(bare, { progress })).toThrow(
    'planFor: expected a run that reads media, got runs/first, which learnt from ready-made features only. Use another run.',
  );
  expect(() => planFor(bare, { features: {}, progress })).toThrow(
    'planFor: expected --features, got none. Pass the features of the new samples.',
  );
});

test('modalitiesOf are those of the plan that new samples have', () => {
  const manifest = { file: 'new.csv', samples: [{ media: { text: {} } }] } as unknown as Manifest;
  expect(
    modalitiesOf(manifest, { modalities: ['text', 'audio'], media: { text: { extractor: 'text' }, audio: { extractor: 'audio' } } }),
  ).toEqual(['text']);
  expect(() => modalitiesOf(manifest, { modalities: ['audio'], media: { audio: { extractor: 'audio' } } })).toThrow(
    'modalitiesOf: expected a column of audio with media in new.csv, got none. Name a column like a modality of the run.',
  );
});
