// Controls: the same model with one supposed cause of its quality taken away, or one that must not count let in.
import type { FeatureTable, Representation } from '@mmae/feature-table';
import { mmae, untrained, type Mmae, type MmaeRequest, type Model } from '@mmae/mmae';
import type { Manifest, Modality } from '@mmae/samples';
import type { Experiment } from '../experiment.ts';
import type { FittedModality, TableOptions } from '../features.ts';
import type { KeptSamples, Tables } from '../tables.ts';
import { maskedModalities, tablesWithLabelWords } from './label-words.ts';
import { optionsForOne, seeingOnly, withOneModality } from './one-modality.ts';
import { withShuffledPairs } from './shuffled-pairs.ts';

/** A control by its name, trained, with the tables that it is measured on. */
export interface Control {
  readonly name: string;
  readonly representation: Representation;
  readonly tables: Tables;
}

export interface ControlledRun extends TableOptions {
  readonly experiment: Experiment;
  readonly manifest: Manifest;
  readonly rows: KeptSamples;
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  readonly tables: Tables;
  readonly trained: Mmae;
  /** how the model learns from that train table */
  requestFor(train: FeatureTable): MmaeRequest;
}

/**
 * Each control as it is ready: the networks as they were before their first step; trained on pairs undone; on one modality alone, for each
 * of several; on texts with the label words left in, where they were removed; on the labels themselves, where it learns codes.
 */
export async function* controlsOf(run: ControlledRun): AsyncGenerator<Control> {
  for (const [name, make] of plannedControls(run)) {
    const control = await make().catch((error: unknown) => leaveOut(name, error, run));
    if (control) yield control;
  }
}

type PlannedControl = readonly [name: string, make: () => Promise<Control>];

function plannedControls(run: ControlledRun): PlannedControl[] {
  const { experiment, manifest, rows, tables, trained } = run;
  const several = experiment.modalities.length > 1 ? experiment.modalities : [];
  const labels = rows.train.map((sample) => manifest.samples[sample].label);
  const canLearnLabels = learnsCodes(trained.model!) && labels.every((label) => label !== undefined) && new Set(labels).size > 1;
  return [
    ['untrained', async () => ({ name: 'untrained', representation: mmae({}, untrained(trained.model!)), tables })],
    ...(several.length > 0 ? [['shuffledPairs', () => shuffledPairs(run)] as const] : []),
    ...several.map((modality) => [`alone.${modality}`, () => alone(run, modality)] as const),
    ...(maskedModalities(experiment, manifest).length > 0 ? [['labelWordsLeft', () => labelWordsLeft(run)] as const] : []),
    ...(canLearnLabels ? [['labelsAsCodes', () => labelsAsCodes(run, labels as string[])] as const] : []),
  ];
}

async function shuffledPairs(run: ControlledRun): Promise<Control> {
  const { experiment, tables } = run;
  const representation = await trainedOn(withShuffledPairs(tables.train, experiment.seed), tables.validation, run);
  return { name: 'shuffledPairs', representation, tables };
}

async function alone(run: ControlledRun, modality: Modality): Promise<Control> {
  const { experiment, tables, requestFor } = run;
  const [train, validation] = [withOneModality(tables.train, modality), withOneModality(tables.validation, modality)];
  const { options } = requestFor(train);
  const one = await trainedOn(train, validation, run, { options: optionsForOne(options, modality, experiment.modalities) });
  return { name: `alone.${modality}`, representation: seeingOnly(modality, one), tables };
}

/** What is left for a control may be too little for the model's options: features that never vary, say. That costs this control alone. */
function leaveOut(name: string, error: unknown, { progress }: ControlledRun): undefined {
  if (!(error instanceof RangeError)) throw error;
  progress.say(`control ${name} left out: ${error.message}`);
}

async function labelWordsLeft(run: ControlledRun): Promise<Control> {
  const { experiment, manifest, rows, fitted } = run;
  const tables = await tablesWithLabelWords(experiment, manifest, fitted, rows, run);
  return { name: 'labelWordsLeft', representation: await trainedOn(tables.train, tables.validation, run), tables };
}

/** A ceiling, no rival: the one place where labels are learnt from. */
async function labelsAsCodes(run: ControlledRun, labels: readonly string[]): Promise<Control> {
  const { tables } = run;
  const names = [...new Set(labels)];
  const codes = labels.map((label) => names.indexOf(label));
  return { name: 'labelsAsCodes', representation: await trainedOn(tables.train, tables.validation, run, { codes: () => codes }), tables };
}

const learnsCodes = ({ description }: Model) => Object.values(description.numCodes).some((numCodes) => numCodes > 0);

async function trainedOn(
  train: FeatureTable,
  validation: FeatureTable,
  { requestFor }: ControlledRun,
  changed: MmaeRequest = {},
): Promise<Representation> {
  const model = mmae({ ...requestFor(train), ...changed });
  await model.fit(train, validation);
  return model;
}
