import { codeOptions } from './codes.ts';
import { controlNames } from './controls/control-names.ts';
import { featurePlan, upgradeExperiment } from '@mmae/pipeline';
import { InputError, nearestName, resolveOptions, type GivenOptions } from '@mmae/input';
import { mmaeOptions } from '@mmae/mmae';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { baselineOptions } from './baselines.ts';
import { contextSettings } from './context.ts';
import { latentOptions } from './latents.ts';

/** The configuration of a run, resolved: no `extends`, every key in place. */
export const experimentSchema = z
  .strictObject({
    name: z.string().describe('name of the experiment, from the name of its file'),
    description: z.string().describe('command, minutes and expected score'),
    seed: z.int().min(0).describe('seed of everything random'),
    ...featurePlan.shape,
    model: mmaeOptions.omit({ seed: true }).describe('options of the Multimodal Autoencoder; its seed is that of the experiment'),
    codes: codeOptions,
    latents: latentOptions.optional(),
    context: contextSettings.optional().meta({ 'x-default': 'no context' }),
    baselines: baselineOptions,
    previews: z
      .strictObject({ numSamples: z.int().min(0).describe('number of samples that the report shows with their media') })
      .describe('what the report shows of the media'),
    controls: z
      .array(z.enum(controlNames))
      .optional()
      .describe('controls that `--controls` trains')
      .meta({ 'x-default': 'all that apply' }),
    tags: z
      .boolean()
      .optional()
      .describe('learn how far proposed tags can be trusted; with `refit` this takes a second training')
      .meta({ 'x-default': 'true' }),
    refit: z
      .boolean()
      .describe(
        'train on validation as well, for an experiment without open choices; the confidence of tags then takes a second training without it',
      ),
  })
  .check(({ value, issues }) => {
    const undescribed = value.modalities.find((modality) => !Object.hasOwn(value.media, modality));
    if (undescribed !== undefined) {
      issues.push({ code: 'custom', path: ['media', undescribed], message: 'described, as modalities names it', input: undefined });
    }
  })
  .meta({
    title: 'An experiment of mmae-train',
    description: 'The configuration of a run, written as the difference from the experiment that it extends.',
  });

/** The configuration of a run, resolved: no `extends`, every key in place. */
export type Experiment = GivenOptions<typeof experimentSchema>;

type Json = Readonly<Record<string, unknown>>;

const shippedFolder = fileURLToPath(new URL('../experiments', import.meta.url));

/** Other names of experiments that ship. */
const aliases: Readonly<Record<string, string>> = { luma: 'full' };

/** Names of the experiments that ship. */
export const shippedExperiments = () =>
  readdirSync(shippedFolder)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
    .map((file) => file.slice(0, -'.json'.length));

/**
 * Reads an experiment by its shipped name or its file, merged into the experiment that it extends, with the overrides applied last.
 *
 * @param overrides each `path.to.key=value`; a value is JSON, or else a string
 * @param onNote gets a sentence for each name of an earlier version that was replaced by the current one
 * @throws InputError for a file that does not exist or is no JSON, an unknown key, and a value that breaks its rule
 */
export function loadExperiment(nameOrFile: string, overrides: readonly string[] = [], onNote: OnNote = ignore): Experiment {
  const extended = readExtended(fileOf(nameOrFile, process.cwd()), [], (file) => upgrade(parse(file), onNote));
  const merged = overrides.reduce(
    (experiment, assignment) => layered(experiment, upgrade(toChange(experiment, assignment), onNote), process.cwd()),
    extended,
  );
  return checkExperiment({ ...merged, name: nameOrFile.replace(/^.*\//, '').replace(/\.json$/, '') });
}

/**
 * An experiment that was read, with current names; what it leaves out is filled in where it is used.
 *
 * @throws InputError unless it is a complete experiment
 */
export function checkExperiment(value: Json, onNote: OnNote = ignore): Experiment {
  const experiment = upgrade(value, onNote);
  resolveOptions('experiment', experimentSchema, experiment);
  return experiment as Experiment;
}

type OnNote = (note: string) => void;
const ignore = () => undefined;

function upgrade(value: Json, onNote: OnNote): Json {
  const { document, notes } = upgradeExperiment(value);
  notes.forEach(onNote);
  return document;
}

function fileOf(nameOrFile: string, folder: string): string {
  const shipped = join(shippedFolder, `${aliases[nameOrFile] ?? nameOrFile}.json`);
  const file = nameOrFile.endsWith('.json') ? resolve(folder, nameOrFile) : shipped;
  if (existsSync(file)) return file;
  const nearest = nearestName(nameOrFile, [...shippedExperiments(), ...Object.keys(aliases)]);
  const remedy = nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`;
  throw new InputError(
    `experiment: expected a .json file or one of ${shippedExperiments().join(', ')}, got ${JSON.stringify(nameOrFile)}.${remedy}`,
  );
}

function readExtended(file: string, below: readonly string[], read: (file: string) => Json): Json {
  if (below.includes(file)) throw new InputError(`experiment: circular "extends": ${[...below, file].join(' → ')}. Remove one.`);
  const { extends: base, $schema: _, ...own } = read(file);
  const extended = base === undefined ? {} : readExtended(fileOf(String(base), dirname(file)), [...below, file], read);
  return layered(extended, own, dirname(file));
}

function parse(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    throw new InputError(`experiment: expected JSON in ${file}, got: ${(error as Error).message}. Correct the file.`);
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** As in JSON Merge Patch (RFC 7396): objects are merged key by key, null removes a key, everything else is replaced. */
function merge(below: Json, above: Json): Json {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === null) delete merged[key];
    else merged[key] = isObject(value) ? merge(isObject(below[key]) ? below[key] : {}, value) : value;
  }
  return merged;
}

/** Merged; ready-made features and encoders replace an extractor's options. Their files are relative to the folder. */
function layered(below: Json, above: Json, folder: string): Json {
  const merged = merge(below, above);
  for (const [modality, own] of Object.entries(isObject(above.media) ? above.media : {})) {
    if (!isObject(own)) continue;
    const media = merged.media as Record<string, Json>;
    if (typeof own.featureFile === 'string') {
      const { options: _options, augment: _augment, maskLabels: _maskLabels, ...kept } = media[modality];
      media[modality] = merge(kept, { ...own, featureFile: resolve(folder, own.featureFile) });
    } else if (isObject(own.options) && typeof own.options.encoder === 'string') {
      media[modality] = { ...media[modality], options: { ...own.options, encoder: resolveEncoder(own.options.encoder, folder) } };
    }
  }
  return merged;
}

/** The name of an encoder that ships, or the path of a file. */
const resolveEncoder = (nameOrFile: string, folder: string) =>
  /\.(onnx|safetensors)$/.test(nameOrFile) ? resolve(folder, nameOrFile) : nameOrFile;

/** `path.to.key=value` as a part of an experiment; `text.maskLabels` is short for `media.text.maskLabels`. */
function toChange({ media, modalities }: Json, assignment: string): Json {
  const equals = assignment.indexOf('=');
  if (equals < 1) throw new InputError(`--set: expected path.to.key=value, got ${JSON.stringify(assignment)}.`);
  const named = assignment.slice(0, equals).split('.');
  const isModality = (isObject(media) && Object.hasOwn(media, named[0])) || (Array.isArray(modalities) && modalities.includes(named[0]));
  const path = isModality ? ['media', ...named] : named; // text.maskLabels for media.text.maskLabels
  return path.reduceRight<unknown>((value, key) => ({ [key]: value }), valueOf(assignment.slice(equals + 1))) as Json;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
