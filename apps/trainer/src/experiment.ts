import type { FeaturePlan, ModalityOptions } from '@mmae/pipeline';
import { resolveOptions, type MmaeOptions, type Written } from '@mmae/mmae';
import { Ajv, type ErrorObject } from 'ajv';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '@mmae/input';

/** The configuration of a run, resolved: no `extends`, every default in place. */
export interface Experiment extends FeaturePlan {
  readonly name: string;
  readonly description: string;
  readonly seed: number;
  /** whether validation trains too: for an experiment whose every choice is made; a second training, without it, tells how sure tags are */
  readonly refit: boolean;
  /** of the Multimodal Autoencoder, but for its seed */
  readonly model: Written<MmaeOptions>;
  readonly codes: {
    /** chosen by silhouette, without labels, where it is not given */
    readonly numClusters?: number;
    /** whether the networks of the stage before count beside the MCCA; they do where it is not given, and where one modality leaves no MCCA */
    readonly networks?: boolean;
    /** options of an MCCA whose embedding joins the networks' */
    readonly mcca?: Readonly<Record<string, unknown>>;
  };
  readonly baselines: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly previews: { readonly numSamples: number };
}

type Json = Record<string, unknown>;

const shippedFolder = fileURLToPath(new URL('../experiments', import.meta.url));

/** Names of the experiments that ship. */
export const shippedExperiments = () =>
  readdirSync(shippedFolder)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
    .map((file) => file.slice(0, -'.json'.length));

/**
 * Reads an experiment by its shipped name or its file, with what it extends beneath it and the overrides above.
 *
 * @param overrides each `path.to.key=value`; a value is JSON, or else a string
 * @throws InputError for a file that is not there, an unknown key, a value of the wrong type
 */
export function loadExperiment(nameOrFile: string, overrides: readonly string[] = []): Experiment {
  const file = fileOf(nameOrFile, process.cwd());
  const merged = overrides.reduce(override, readExtended(file, []));
  return checkExperiment({ ...merged, name: nameOrFile.replace(/^.*\//, '').replace(/\.json$/, '') });
}

/** @throws InputError unless the value is a whole experiment by the schema; what the model throws for options that it does not know */
export function checkExperiment(value: unknown): Experiment {
  const schema = JSON.parse(readFileSync(join(shippedFolder, 'experiment.schema.json'), 'utf8')) as Json;
  const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
  if (!validate(value)) throw new InputError(`experiment: ${(validate.errors ?? []).map(toSentence).join('; ')}`);
  const experiment = value as Experiment;
  resolveOptions({ ...experiment.model, seed: experiment.seed }); // refuses what the model does not know before a run is made
  const undescribed = experiment.modalities.find((modality) => !Object.hasOwn(experiment.media, modality));
  if (undescribed !== undefined) {
    throw new InputError(
      `experiment: expected media.${undescribed} for the modality "${undescribed}", got none. Describe it, or leave it out of modalities.`,
    );
  }
  Object.entries(experiment.media).forEach(checkSource);
  return experiment;
}

/** A modality's numbers come from a room, with its options, or ready made, without. */
function checkSource([modality, options]: [string, ModalityOptions]): void {
  const path = `media.${modality}`;
  if (options.featureFile === undefined) {
    if (options.room === undefined)
      throw new InputError(`experiment: expected ${path}.room or ${path}.featureFile, got neither. Name one.`);
    return;
  }
  const needless = Object.keys(options).find((key) => ['options', 'augment', 'maskLabels'].includes(key));
  if (needless === undefined) return;
  throw new InputError(
    `experiment: expected no ${path}.${needless} beside ${path}.featureFile, got both. Ready-made features pass as they are: remove one.`,
  );
}

function fileOf(nameOrFile: string, folder: string): string {
  const shipped = join(shippedFolder, `${nameOrFile}.json`);
  const file = nameOrFile.endsWith('.json') ? resolve(folder, nameOrFile) : shipped;
  if (!existsSync(file)) {
    throw new InputError(
      `experiment: expected a .json file or one of ${shippedExperiments().join(', ')}, got ${JSON.stringify(nameOrFile)}.`,
    );
  }
  return file;
}

function readExtended(file: string, below: readonly string[]): Json {
  if (below.includes(file)) throw new InputError(`experiment: expected extends to end, got a circle: ${[...below, file].join(' → ')}.`);
  const { extends: base, $schema: _, ...own } = parse(file);
  return layered(base === undefined ? {} : readExtended(fileOf(String(base), dirname(file)), [...below, file]), own, dirname(file));
}

function parse(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    throw new InputError(`experiment: expected JSON in ${file}, got: ${(error as Error).message}.`);
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** As JSON Merge Patch (RFC 7396) does: objects are merged key by key, null takes a key away, everything else is replaced. */
function merge(below: Json, above: Json): Json {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === null) delete merged[key];
    else merged[key] = isObject(value) ? merge(isObject(below[key]) ? below[key] : {}, value) : value;
  }
  return merged;
}

/**
 * Merged, with ready-made features in the place of what a room would make: the room's options beneath go. A file is named relative to the folder.
 */
function layered(below: Json, above: Json, folder: string): Json {
  const merged = merge(below, above);
  for (const [modality, own] of Object.entries(isObject(above.media) ? above.media : {})) {
    if (!isObject(own) || typeof own.featureFile !== 'string') continue;
    const media = merged.media as Record<string, Json>;
    const { options: _options, augment: _augment, maskLabels: _maskLabels, ...kept } = media[modality];
    media[modality] = merge(kept, { ...own, featureFile: resolve(folder, own.featureFile) });
  }
  return merged;
}

function override(experiment: Json, assignment: string): Json {
  const equals = assignment.indexOf('=');
  if (equals < 1) throw new InputError(`--set: expected path.to.key=value, got ${JSON.stringify(assignment)}.`);
  const named = assignment.slice(0, equals).split('.');
  const path = isObject(experiment.media) && Object.hasOwn(experiment.media, named[0]) ? ['media', ...named] : named; // text.maskLabels for media.text.maskLabels
  const change = path.reduceRight<unknown>((value, key) => ({ [key]: value }), valueOf(assignment.slice(equals + 1))) as Json;
  return layered(experiment, change, process.cwd());
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toSentence({ instancePath, keyword, params, message }: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'additionalProperties') {
    return `expected a known key, got "${[place, params.additionalProperty].filter(Boolean).join('.')}". Known keys are in experiment.schema.json`;
  }
  return `"${place}" ${message}${'allowedValues' in params ? `: ${params.allowedValues.join(', ')}` : ''}`;
}
