// Controls: the same model trained with one supposed cause of its quality removed, or with something it must not use added.
import type { FeatureTable, Representation } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { mmae, untrained, type Mmae, type MmaeRequest, type Model } from '@mmae/mmae';
import type { FittedModality, KeptSamples, TableOptions, Tables } from '@mmae/pipeline';
import type { Manifest, Modality } from '@mmae/samples';
import { embedAndSave } from '../embed-and-save.ts';
import type { Experiment } from '../experiment.ts';
import { requestLike } from '../train-model.ts';
import type { TrainOptions } from '../train.ts';
import { controlNames } from './control-names.ts';
import { maskedModalities, optionsForOne, seeingOnly, tablesWithLabelWords, withOneModality, withShuffledPairs } from './control-tables.ts';

/** A trained control, with the tables that it is scored on. */
export interface Control {
  readonly name: string;
  readonly representation: Representation;
  readonly tables: Tables;
}

/** The run that controls are compared with. */
export interface ControlledRun extends TableOptions {
  readonly experiment: Experiment;
  readonly manifest: Manifest;
  readonly samples: KeptSamples;
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  readonly tables: Tables;
  readonly trained: Mmae;
  /** how a control is trained on a train table */
  requestFor(train: FeatureTable): MmaeRequest;
}

/** Trains every control of a run, and saves their embeddings as `control.<name>`. */
export async function embedControls(run: Omit<ControlledRun, 'requestFor'> & TrainOptions): Promise<void> {
  const requestFor = requestLike(run.experiment, run.tables, run, 'control');
  for await (const { name, representation, tables } of controlsOf({ ...run, requestFor }))
    await embedAndSave(`control.${name}`, representation, tables.all, run);
}

/**
 * Each control that the experiment asks for, all unless it says, as soon as it is trained:
 *
 * - `untrained`: the model's initial weights;
 * - `shuffledPairs`: trained on modalities of different samples;
 * - `alone.<modality>`: trained on one modality, where there are several;
 * - `labelWordsLeft`: with the words of labels left in the texts, where the run removes them;
 * - `labelsAsCodes`: with labels in place of codes, where the model learns codes. An upper bound, and the only training that uses labels.
 */
export async function* controlsOf(run: ControlledRun): AsyncGenerator<Control> {
  const { controls: asked = controlNames } = run.experiment;
  const isAsked = (name: string) => asked.some((one) => name === one || name.startsWith(`${one}.`));
  for (const [name, train] of plannedControls(run).filter(([name]) => isAsked(name))) {
    const control = await train().catch((error: unknown) => leaveOut(name, error, run));
    if (control) yield control;
  }
}

type PlannedControl = readonly [name: string, train: () => Promise<Control>];

function plannedControls(run: ControlledRun): PlannedControl[] {
  const { experiment, manifest, samples, tables, trained } = run;
  const several = experiment.modalities.length > 1 ? experiment.modalities : [];
  const labels = samples.train.map((sample) => manifest.samples[sample].label);
  const canLearnLabels = learnsCodes(trained.model!) && labels.every((label) => label !== undefined) && new Set(labels).size > 1;
  return [
    ['untrained', async () => ({ name: 'untrained', representation: mmae({}, untrained(trained.model!)), tables })],
    ...(several.length > 0 ? [['shuffledPairs', () => shuffledPairs(run)] as const] : []),
    ...several.map((modality) => [`alone.${modality}`, () => alone(run, modality)] as const),
    ...(maskedModalities(experiment, manifest).length > 0 ? [['labelWordsLeft', () => labelWordsLeft(run)] as const] : []),
    ...(canLearnLabels ? [['labelsAsCodes', () => labelsAsCodes(run, labels as string[])] as const] : []),
  ];
}

/** A control that cannot be trained, for example because its features never vary, is left out; the others are trained. */
function leaveOut(name: string, error: unknown, { progress }: ControlledRun): undefined {
  if (!(error instanceof InputError || error instanceof RangeError)) throw error;
  progress.say(`control ${name} left out: ${error.message}`);
}

const learnsCodes = ({ description }: Model) => Object.values(description.numCodes).some((numCodes) => numCodes > 0);

async function shuffledPairs(run: ControlledRun): Promise<Control> {
  const { experiment, tables } = run;
  const representation = await trainedOn(withShuffledPairs(tables.train, experiment.seed), tables.validation, run);
  return { name: 'shuffledPairs', representation, tables };
}

async function alone(run: ControlledRun, modality: Modality): Promise<Control> {
  const { experiment, tables } = run;
  const [train, validation] = [withOneModality(tables.train, modality), withOneModality(tables.validation, modality)];
  const { options } = run.requestFor(train);
  const one = await trainedOn(train, validation, run, { options: optionsForOne(options, modality, experiment.modalities) });
  return { name: `alone.${modality}`, representation: seeingOnly(modality, one), tables };
}

async function labelWordsLeft(run: ControlledRun): Promise<Control> {
  const { experiment, manifest, samples, fitted } = run;
  const tables = await tablesWithLabelWords(experiment, manifest, fitted, samples, run);
  return { name: 'labelWordsLeft', representation: await trainedOn(tables.train, tables.validation, run), tables };
}

async function labelsAsCodes(run: ControlledRun, labels: readonly string[]): Promise<Control> {
  const { tables } = run;
  const names = [...new Set(labels)];
  const codes = labels.map((label) => names.indexOf(label));
  return { name: 'labelsAsCodes', representation: await trainedOn(tables.train, tables.validation, run, { codes: () => codes }), tables };
}

async function trainedOn(
  train: FeatureTable,
  validation: FeatureTable,
  run: ControlledRun,
  changed: MmaeRequest = {},
): Promise<Representation> {
  const model = mmae({ ...run.requestFor(train), ...changed });
  await model.fit(train, validation);
  return model;
}
