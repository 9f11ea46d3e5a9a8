import type { AblationRuns, ScoringChoice } from '@mmae/run-folder';
import { InputError, resolveOptions, type Options } from '@mmae/input';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const override = z.string().regex(/^[^=]+=/, 'an override path.to.key=value');
const isWithoutRepetition = (items: readonly unknown[]) => new Set(items).size === items.length;

/** An ablation: a question, answered by runs that differ in one choice. */
export const ablationSchema = z
  .strictObject({
    $schema: z.string().optional(),
    question: z.string(),
    expected: z.string().describe('the expected answer, written down before the runs'),
    experiment: z.string().describe('the experiment that every run starts from: the name of one that ships, or a .json file'),
    shared: z.array(override).optional().describe('overrides `path.to.key=value` of every run'),
    choices: z
      .record(z.string().regex(/[^0-9]/, 'a name that is not a number, which would come before the base'), z.array(override))
      .refine((choices) => Object.keys(choices).length >= 2, 'an object with at least 2 entries')
      .describe(
        'overrides by the name of the choice, the base first; `scoring.numClusters` and `scoring.numStarts` set k-means and train nothing again',
      )
      .meta({ minProperties: 2 }),
    seeds: z.array(z.int().min(0)).min(1).refine(isWithoutRepetition, 'a list without repetitions').meta({ uniqueItems: true }),
    measures: z
      .array(z.string())
      .min(1)
      .refine(isWithoutRepetition, 'a list without repetitions')
      .describe('keys of measures of mmae-report: nmi, map, missingHalf …; only.audio is the NMI of that modality alone')
      .meta({ uniqueItems: true }),
  })
  .meta({
    title: 'An ablation of mmae-train',
    description: 'A question, answered by runs that differ in one choice. `mmae-train ablate` trains them, `mmae-report ablation` answers.',
  });

export type Ablation = Options<typeof ablationSchema>;

/** @throws InputError where the file is missing, no JSON, or not a complete ablation */
export function readAblation(file: string): Ablation {
  if (!existsSync(file))
    throw new InputError(`ablate: expected the .json file of an ablation, got ${file}, which does not exist. Correct the path.`);
  return resolveOptions(`ablate ${file}`, ablationSchema, parse(file));
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InputError(`ablate: expected JSON in ${file}, got: ${(error as Error).message}.`);
  }
}

/** The runs of an ablation, a folder `<choice>/seed-<seed>` each; a choice that trains as an earlier one does has the runs of that one. */
export function toRuns({ $schema: _, choices, shared = [], measures, ...ablation }: Ablation): AblationRuns {
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
