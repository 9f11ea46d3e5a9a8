import { mcca } from '@mmae/baselines';
import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { fitBaselines } from './baselines.ts';
import { loadExperiment } from './experiment.ts';

/** Two noisy views of one cause, with more columns than samples: a large ridge finds what a small one does not. */
function twoViews(numSamples: number): FeatureTable<Matrix> {
  const random = seededRandom(3);
  const causes = Array.from({ length: numSamples }, () => random.normal());
  const view = () =>
    matrix(
      numSamples,
      20,
      Float32Array.from({ length: 20 * numSamples }, (_, at) => causes[Math.floor(at / 20)] + 3 * random.normal()),
    );
  const everywhere = new Uint8Array(numSamples).fill(1);
  return { ids: causes.map(String), blocks: { a: view(), b: view() }, present: { a: everywhere, b: everywhere } };
}

test('where validation trains too, options are chosen while it is held out, and the baseline is fitted on both', async () => {
  const train = twoViews(90);
  const validationInTrain = Array.from({ length: 30 }, (_, i) => 3 * i);
  const isHeldOut = (row: number) => row % 3 === 0;
  const others = Array.from(train.ids.keys()).filter((row) => !isHeldOut(row));
  const nothing = selectSamples(train, []);
  const tables = { all: train, train, validation: nothing, validationInTrain };
  const experiment = { ...loadExperiment('quick'), baselines: { mcca: { width: 4 } } };
  const fitted = [];
  for await (const one of fitBaselines(experiment, 2, tables)) fitted.push(one);

  const whileHeldOut = mcca({ width: 4 });
  await whileHeldOut.fit(selectSamples(train, others), selectSamples(train, validationInTrain));
  expect(whileHeldOut.chosen()).not.toEqual({ ridge: 1 }); // the default, which is not the choice
  expect(fitted.map(({ name, baseline }) => [name, baseline.chosen()])).toEqual([['mcca', whileHeldOut.chosen()]]);

  const onBoth = mcca({ width: 4, ...whileHeldOut.chosen() });
  await onBoth.fit(train, nothing);
  expect(await fitted[0].baseline.embed(train, ['a'])).toEqual(await onBoth.embed(train, ['a']));
});
