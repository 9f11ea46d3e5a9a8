import { RunFolderError, subsetKey, type SampleRow } from '@mmae/run-folder';
import type { BootstrapOptions } from '@mmae/evaluation';
import { seededRandom } from '@mmae/random';
import type { Run } from '../run.ts';
import { labellingOf, type Labelling } from './labelling.ts';
import { partsOf, type Part } from './parts.ts';

/** What is scored, the same for every method of a run. */
export interface ScoringTask {
  readonly split: 'test' | 'validation';
  /** the modalities of the run, and the key of all of them */
  readonly modalities: readonly string[];
  readonly jointKey: string;
  /** rows that clusters are fitted on: the train split, as far as it has anything to embed */
  readonly train: Uint32Array;
  /** rows that are scored: labelled ones where labels score */
  readonly scored: Uint32Array;
  /** of all rows; empty where there is none */
  readonly labels: readonly string[];
  readonly labelling: Labelling;
  /** of the bootstrap, the same for every method; rows of one group are drawn together, unless there are too few groups to draw from */
  readonly draws: BootstrapOptions & { readonly numResamples: number };
  readonly present: readonly (readonly string[])[];
  /** by the share that was taken away, what each scored row has left: one modality at least */
  readonly left: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** of the scored rows, by the manifest's further columns */
  readonly parts: readonly Part[];
  readonly seed: number;
}

interface TaskOptions {
  readonly seed: number;
  readonly numDraws?: number;
}

/** Rows that a bootstrap may draw in all, between 200 and 1,000 draws: past some size each costs more than it tells. */
const maxDrawnRows = 2_000_000;

const drawsFor = (numRows: number) => Math.min(1000, Math.max(200, Math.round(maxDrawnRows / numRows)));

/** A bootstrap over fewer units than this says little. */
const fewGroups = 20;

const missingRates = ['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9'];

/** @throws RunFolderError where no row can be learnt from, or none scored */
export function scoringTask(run: Run, { seed, numDraws }: TaskOptions): ScoringTask {
  const { folder, samples, modalities } = run;
  const rowsOf = (split: string) => samples.flatMap((sample, row) => (sample.split === split && sample.present.length > 0 ? [row] : []));
  const split = rowsOf('test').length > 1 ? 'test' : 'validation';
  const labels = samples.map(({ label = '' }) => label);
  const train = rowsOf('train');
  const labelling = labellingOf(samples, split);
  const scored = rowsOf(split).filter((row) => !labelling.scores || labels[row] !== '');
  if (train.length < 2 || scored.length < 2) {
    throw new RunFolderError(
      `scoringTask: expected at least two rows to learn from and two to score in ${folder}/samples.csv, ` +
        `got ${train.length} in train and ${scored.length} in ${split}. Name more rows test in the column split, or add samples, and train again.`,
    );
  }
  const present = samples.map((sample) => sample.present);
  return {
    split,
    modalities,
    jointKey: subsetKey(modalities),
    train: Uint32Array.from(train),
    scored: Uint32Array.from(scored),
    labels,
    labelling,
    draws: { seed, numResamples: numDraws ?? drawsFor(scored.length), groups: drawnTogether(scored.map((row) => groupOf(samples[row]))) },
    present,
    left: new Map(
      missingRates.map((rate) => [
        rate,
        takeAway(
          scored.map((row) => present[row]),
          Number(rate),
          seed,
        ),
      ]),
    ),
    parts: labelling.scores ? partsOf(run, Uint32Array.from(scored)) : [],
    seed,
  };
}

const groupOf = ({ group, id }: SampleRow) => (group === undefined ? `sample ${id}` : `group ${group}`);

/** The groups that a bootstrap draws together; undefined where they are too few to draw from, so that each sample is drawn by itself. */
export const drawnTogether = <Group extends string | number>(groups: readonly Group[]): readonly Group[] | undefined =>
  new Set(groups).size < fewGroups ? undefined : groups;

/** Takes each modality of each row away with the same probability; a row that would lose its last keeps one, drawn by chance. */
export function takeAway(present: readonly (readonly string[])[], rate: number, seed: number): string[][] {
  const random = seededRandom(seed);
  return present.map((modalities) => {
    const kept = random.integer(modalities.length);
    const left = modalities.filter(() => random.next() >= rate);
    return left.length > 0 ? left : [modalities[kept]];
  });
}
