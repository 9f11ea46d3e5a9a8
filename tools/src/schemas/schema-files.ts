import { toJsonSchema, type JsonSchema } from '@mmae/input';
import { evaluationSchema } from '@mmae/run-folder';
import { ablationSchema, experimentSchema } from '@mmae/trainer';
import { format } from 'prettier';
import { settingsPage } from './settings-page.ts';

/** The files that are written from the schemas in the code: path in the workspace, and content. */
export async function schemaFiles(): Promise<Record<string, string>> {
  return {
    'apps/trainer/experiments/experiment.schema.json': await toText(asExperimentFile(toJsonSchema(experimentSchema))),
    'apps/trainer/experiments/ablation.schema.json': await toText(toJsonSchema(ablationSchema)),
    'packages/run-folder/schema/evaluation.schema.json': await toText(toJsonSchema(evaluationSchema)),
    'docs/settings.md': settingsPage(),
  };
}

const toText = (schema: JsonSchema) => format(JSON.stringify(schema), { parser: 'json', printWidth: 140 });

/** An experiment file is a difference: every key may be left out, null removes one of the experiment that it extends, which it may name. */
function asExperimentFile(schema: JsonSchema): JsonSchema {
  const { properties, ...others } = asDifference(schema);
  const own = {
    $schema: { type: 'string' },
    extends: { type: 'string', description: 'the experiment that this one extends: the name of one that ships, or a .json file' },
  };
  return { ...others, properties: { ...own, ...properties } };
}

function asDifference(schema: JsonSchema): JsonSchema {
  const { required: _, ...node } = schema;
  const { properties, additionalProperties, anyOf, oneOf } = node;
  return {
    ...node,
    ...(properties && { properties: mapValues(properties, orRemoved) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: orRemoved(additionalProperties) }),
    ...(anyOf && { anyOf: anyOf.map(asDifference) }),
    ...(oneOf && { oneOf: undefined, anyOf: oneOf.map(asDifference) }), // several may fit while the key that tells them apart is left out
  };
}

function orRemoved(schema: JsonSchema): JsonSchema {
  const { description, unit, default: value, 'x-default': otherwise, ...node } = asDifference(schema);
  const known = { description, unit, default: value, 'x-default': otherwise };
  return { ...known, anyOf: [node, { type: 'null', description: 'removes the key' }] };
}

const mapValues = <T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
