import { Ajv } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadExperiment } from './experiment.ts';
import { resumeTraining, startTraining, type StartOptions } from './run.ts';
import { UsageError } from './usage-error.ts';

/** A question to runs that differ in one choice: data, with no imports. */
export interface Ablation {
  readonly question: string;
  /** what the answer is thought to be, written down before */
  readonly expected: string;
  /** the experiment that every run starts from */
  readonly experiment: string;
  /** overrides `path.to.key=value` by the name of the choice; the base has none */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly seeds: readonly number[];
}

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['question', 'expected', 'experiment', 'choices', 'seeds'],
  properties: {
    $schema: { type: 'string' },
    question: { type: 'string' },
    expected: { type: 'string' },
    experiment: { type: 'string' },
    choices: { type: 'object', minProperties: 2, additionalProperties: { type: 'array', items: { type: 'string' } } },
    seeds: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'integer', minimum: 0 } },
  },
} as const;

/** @throws UsageError where the file is missing, no JSON, or not whole */
export function readAblation(file: string): Ablation {
  if (!existsSync(file)) throw new UsageError(`ablate: expected an ablation's .json, got ${file}, which is not there.`);
  const validate = new Ajv({ allErrors: true }).compile<Ablation>(schema);
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (validate(value)) return value;
  const problems = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath.slice(1) || 'the file'} ${message}`);
  throw new UsageError(`ablate: expected a whole ablation in ${file}, got: ${problems.join('; ')}.`);
}

/** The runs of an ablation, choice by choice: a folder each, named `<choice>/seed-<seed>`. */
export const runsOf = ({ choices, seeds }: Ablation) =>
  Object.entries(choices).flatMap(([choice, overrides]) =>
    seeds.map((seed) => ({ place: join(choice, `seed-${seed}`), overrides: [...overrides, `seed=${seed}`] })),
  );

/**
 * `mmae-train ablate`: trains every choice with every seed, each a run of its own; a run that is done is left alone, one that was interrupted
 * goes on. Their table is `mmae-report` of the folders.
 *
 * @returns the runs' folders
 */
export async function ablate(file: string, options: StartOptions): Promise<string[]> {
  const ablation = readAblation(file);
  const { progress } = options;
  const runs = runsOf(ablation).map(({ place, overrides }) => ({ folder: join(options.folder, place), overrides }));
  progress.say(`${basename(file)}: ${ablation.question} (${runs.length} runs; expected: ${ablation.expected})`);
  for (const { folder, overrides } of runs) {
    if (existsSync(join(folder, 'samples', 'index.json'))) progress.say(`${folder}: done before`);
    else if (existsSync(join(folder, 'config.json'))) await resumeTraining(folder, options);
    else await startTraining(loadExperiment(ablation.experiment, overrides), { ...options, folder });
  }
  return runs.map(({ folder }) => folder);
}
