import { mcca, pca, pcaFilled, pcaPerModality, raw, selfLabelledMcca, type Baseline } from '@mmae/baselines';
import { readSamples, samplesWithTwo } from '@mmae/feature-table';
import type { Experiment } from './experiment.ts';
import { readFittingSamples } from './large-tables.ts';
import { trainWithoutValidation, type Tables } from './tables.ts';

/** A baseline by its name, fitted, with the options that validation decided. */
export interface FittedBaseline {
  readonly name: string;
  readonly baseline: Baseline;
}

type Make = (options: never) => Baseline;

/** The baselines that an experiment may name; those that leave a choice to validation apart. */
const plain: Readonly<Record<string, Make>> = {
  raw,
  pca,
  pcaFilled,
  pcaPerModality,
  pcaPerModalityWhitened: (options: object) => pcaPerModality({ ...options, whiten: true }),
};
const choosing: Readonly<Record<string, Make>> = {
  mcca,
  mccaForRetrieval: (options: object) => mcca({ ...options, power: 1 }),
  selfLabelledMcca,
};

/** Those that are about what modalities have in common. */
const needingTwo: readonly string[] = ['mcca', 'mccaForRetrieval', 'selfLabelledMcca'];

/**
 * Each baseline that an experiment names, as it is fitted; where no train sample has two modalities, none that needs them. Where validation trains too, choices are made
 * while it is still held out.
 *
 * @param numClusters for the one that learns its own clusters: as many as the model's codes; it chooses them where the model has none
 * @param leaveOut told why a baseline is left out
 */
export async function* fitBaselines(
  { baselines, seed }: Experiment,
  numClusters: number | undefined,
  tables: Tables,
  leaveOut: (name: string, reason: string) => void = () => undefined,
): AsyncGenerator<FittedBaseline> {
  const train = readFittingSamples(tables.train, seed);
  const validation = readFittingSamples(tables.validation, seed);
  const hasPairs = samplesWithTwo(tables.train) > 0;
  for (const [name, options] of Object.entries(baselines)) {
    if (needingTwo.includes(name) && !hasPairs) {
      leaveOut(name, 'no train sample has two modalities');
      continue;
    }
    const given = { seed, ...(numClusters !== undefined && { numClusters }), ...options };
    const make = (chosen: object) => (plain[name] ?? choosing[name])({ ...given, ...chosen } as never);
    const baseline = make(name in choosing ? await chosenOn(make({}), tables, seed) : {});
    await baseline.fit(train, validation);
    yield { name, baseline };
  }
}

/** What validation decides where it is part of train; nothing where it is held out anyway, as the fit itself chooses then. */
async function chosenOn(baseline: Baseline, tables: Tables, seed: number): Promise<object> {
  const { train, validationInTrain } = tables;
  if (validationInTrain.length === 0) return {};
  await baseline.fit(readFittingSamples(trainWithoutValidation(tables), seed), readSamples(train, validationInTrain));
  return baseline.chosen();
}
