import type { AblationRuns, ScoringChoice } from '@mmae/run-folder';
import { Ajv } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@mmae/input';

/** A question to runs that differ in one choice: data, with no imports. `experiments/ablation.schema.json` describes it. */
export interface Ablation {
  readonly question: string;
  /** what the answer is thought to be, written down before */
  readonly expected: string;
  /** the experiment that every run starts from: one that ships, or a .json file */
  readonly experiment: string;
  /** overrides `path.to.key=value` of every run */
  readonly shared?: readonly string[];
  /** overrides by the name of the choice, the base first (no name is a number, for JavaScript would put it before the base); `scoring.numClusters` and `scoring.numStarts` are of k-means, and train nothing anew */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly seeds: readonly number[];
  /** keys of the measures that answer it */
  readonly measures: readonly string[];
}

const schemaFile = new URL('../experiments/ablation.schema.json', import.meta.url);

/** @throws InputError where the file is missing, no JSON, or not whole */
export function readAblation(file: string): Ablation {
  if (!existsSync(file)) throw new InputError(`ablate: expected an ablation's .json, got ${file}, which is not there.`);
  const validate = new Ajv({ allErrors: true }).compile<Ablation>(JSON.parse(readFileSync(schemaFile, 'utf8')));
  const value = parse(file);
  if (validate(value)) return value;
  const problems = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath.slice(1) || 'the file'} ${message}`);
  throw new InputError(`ablate: expected a whole ablation in ${file}, got: ${problems.join('; ')}.`);
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InputError(`ablate: expected JSON in ${file}, got: ${(error as Error).message}.`);
  }
}

/** The runs of an ablation, a folder `<choice>/seed-<seed>` each; a choice that trains as an earlier one does has the runs of that one. */
export function toRuns({ choices, shared = [], measures, ...ablation }: Ablation): AblationRuns {
  const folders = new Map<string, string>();
  return {
    ...ablation,
    shared,
    measures,
    choices: Object.entries(choices).map(([name, overrides]) => {
      const key = JSON.stringify(overrides.filter((override) => !isScoring(override)));
      const folder = folders.get(key) ?? folderOf(name);
      folders.set(key, folder);
      return { name, overrides, scoring: scoringOf(overrides), runs: ablation.seeds.map((seed) => join(folder, `seed-${seed}`)) };
    }),
  };
}

/** A name as a folder that every disk takes: "hog + colour grid" becomes "hog-colour-grid". */
const folderOf = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/^-|-$/g, '');

export const isScoring = (override: string) => override.startsWith('scoring.');

const scoringKeys = ['numClusters', 'numStarts'];

function scoringOf(overrides: readonly string[]): ScoringChoice {
  const entries = overrides.filter(isScoring).map((override) => override.slice('scoring.'.length).split('='));
  const wrong = entries.find(([key, value]) => !scoringKeys.includes(key) || !/^[1-9]\d*$/.test(value ?? ''));
  if (wrong === undefined) return Object.fromEntries(entries.map(([key, value]) => [key, Number(value)]));
  throw new InputError(
    `ablate: expected ${scoringKeys.map((key) => `scoring.${key}=N`).join(' or ')} with N from 1, got scoring.${wrong.join('=')}.`,
  );
}
