import { RunFolderError, subsetKey, type SampleRow } from '@mmae/run-folder';
import type { Run } from '../run.ts';
import { partsOf, type Part } from './column-scores.ts';
import { labellingOf, type Labelling } from './labelling.ts';
import { removeModalities } from './missing-modalities.ts';
import { drawnGroups, type DrawOptions } from './statistics.ts';

/** What is scored, the same for every method of a run. "Row" is an index into `samples.csv`. */
export interface ScoringTask {
  readonly split: 'test' | 'validation';
  /** modalities of the run, sorted */
  readonly modalities: readonly string[];
  /** key of the embedding of all modalities */
  readonly jointKey: string;
  /** rows that clusters are fitted on: the train samples with at least one modality */
  readonly train: Uint32Array;
  /** rows that are scored; only labelled ones where labels are used for scoring */
  readonly scored: Uint32Array;
  /** of all rows; empty for an unlabelled one */
  readonly labels: readonly string[];
  readonly labelling: Labelling;
  readonly draws: DrawOptions;
  /** modalities of each row */
  readonly present: readonly (readonly string[])[];
  /** by the share of removed modalities, the remaining modalities of each scored row: at least one */
  readonly remaining: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** of the scored rows, by additional manifest columns */
  readonly parts: readonly Part[];
  readonly seed: number;
}

const missingRates = ['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9'];

/** @throws RunFolderError for fewer than two usable train samples, or two samples to score */
export function scoringTask(run: Run, { seed, numDraws }: { readonly seed: number; readonly numDraws?: number }): ScoringTask {
  const { folder, samples, modalities } = run;
  const rowsOf = (split: string) => samples.flatMap((sample, row) => (sample.split === split && sample.present.length > 0 ? [row] : []));
  const split = rowsOf('test').length > 1 ? 'test' : 'validation';
  const labels = samples.map(({ label = '' }) => label);
  const train = rowsOf('train');
  const labelling = labellingOf(samples, split);
  const scored = rowsOf(split).filter((row) => !labelling.canScore || labels[row] !== '');
  if (train.length < 2 || scored.length < 2) {
    throw new RunFolderError(
      `scoringTask: expected at least two train samples and two samples to score in ${folder}/samples.csv, ` +
        `got ${train.length} in train and ${scored.length} in ${split}. Assign more samples to test in the column split, or add samples, and train again.`,
    );
  }
  const present = samples.map((sample) => sample.present);
  const presentScored = scored.map((row) => present[row]);
  return {
    split,
    modalities,
    jointKey: subsetKey(modalities),
    train: Uint32Array.from(train),
    scored: Uint32Array.from(scored),
    labels,
    labelling,
    draws: {
      seed,
      numResamples: numDraws ?? defaultNumDraws(scored.length),
      groups: drawnGroups(scored.map((row) => groupOf(samples[row]))),
    },
    present,
    remaining: new Map(missingRates.map((rate) => [rate, removeModalities(presentScored, Number(rate), seed)])),
    parts: labelling.canScore ? partsOf(samples, Uint32Array.from(scored)) : [],
    seed,
  };
}

/** Sum of the rows of all draws, from which on there are fewer than 1,000 draws. */
const maxDrawnRows = 2_000_000;

const defaultNumDraws = (numRows: number) => Math.min(1000, Math.max(200, Math.round(maxDrawnRows / numRows)));

/** The leakage group of a sample; its own for a sample without one. */
const groupOf = ({ group, id }: SampleRow) => (group === undefined ? `sample ${id}` : `group ${group}`);
