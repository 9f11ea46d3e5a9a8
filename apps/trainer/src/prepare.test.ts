import type { Manifest, Split } from '@mmae/samples';
import { loadExperiment } from './experiment.ts';
import { absentModalities, expectTrainSamples, leftOutOf, withoutModalities } from './prepare.ts';

const experiment = loadExperiment('quick');
const manifestOf = (...rows: [Split, ...string[]][]) =>
  ({
    samples: rows.map(([split, ...modalities]) => ({ split, media: Object.fromEntries(modalities.map((one) => [one, {}])) })),
  }) as unknown as Manifest;

function recording() {
  const lines: string[] = [];
  return { lines, say: (line: string) => void lines.push(line), update: () => undefined };
}

test('a manifest needs two train samples', () => {
  expect(() => expectTrainSamples(manifestOf(['train', 'image'], ['test'], ['test']))).toThrow(
    'train: expected at least 2 rows in train, got 1 (1 train, 2 test). Add rows, set their column "split" to train, or leave it empty to have them assigned.',
  );
  expect(() => expectTrainSamples(manifestOf(['train'], ['train']))).not.toThrow();
});

test('a modality that no row has is absent, unless its features are ready-made', () => {
  const manifest = manifestOf(['train', 'image'], ['test', 'image']);
  const reason = 'no row of the manifest has any';
  expect(absentModalities(manifest, experiment)).toEqual({ audio: reason, text: reason });
  const readyMade = loadExperiment('quick', ['audio.featureFile=wav2vec.npy']);
  expect(absentModalities(manifest, readyMade)).toEqual({ text: reason });
});

test('withoutModalities reports what it leaves out, and that one modality cannot be searched across', () => {
  const progress = recording();
  const { modalities } = withoutModalities(experiment, { audio: 'too few', text: 'none' }, progress);
  expect(modalities).toEqual(['image']);
  expect(progress.lines).toEqual([
    'left out: audio: too few',
    'left out: text: none',
    'image is the only modality: there is no search across modalities',
  ]);
  expect(withoutModalities(experiment, {}, progress)).toBe(experiment);
});

test('without any modality there is nothing to train', () => {
  const all = Object.fromEntries(experiment.modalities.map((modality) => [modality, 'no sample has any']));
  expect(() => withoutModalities(experiment, all, recording())).toThrow(
    /^train: expected a modality that can be learnt from, got none:\n {2}/,
  );
});

test('leftOutOf reads what a run left out', () => {
  expect(leftOutOf({ leftOut: { text: 'none' } })).toEqual({ text: 'none' });
  expect(leftOutOf({})).toEqual({});
});
