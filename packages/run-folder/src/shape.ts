import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { RunFolderError } from './run-folder-error.ts';

/** The shape of a JSON document, as JSON Schema. */
export type Shape = AnySchemaObject;

export const text: Shape = { type: 'string' };
export const finite: Shape = { type: 'number' };
export const count: Shape = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
export const share: Shape = { type: 'number', minimum: 0, maximum: 1 };
export const anyObject: Shape = { type: 'object' };
export const listOf = (items: Shape): Shape => ({ type: 'array', items });
/** Values of one shape by any key. */
export const recordOf = (values: Shape): Shape => ({ type: 'object', additionalProperties: values });
/** Known keys; further ones may follow. */
export const objectOf = (required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
});

/** To ajv, Infinity, which `1e999` is in JSON, is no number. */
const ajv = new Ajv2020({ strictTuples: false, discriminator: true, verbose: true });

/**
 * A document that was read, once it has the shape that its reader relies on.
 *
 * @param file where the document came from, for the message
 * @throws RunFolderError that names the first place where the shape is another
 */
export function expectShape<Document>(document: unknown, file: string, shape: Shape): Document {
  const validate = ajv.compile<Document>(shape); // once for each shape: ajv remembers them
  if (validate(document)) return document as Document;
  const [{ instancePath, message = 'must fit', data }] = validate.errors!;
  const place = instancePath === '' ? 'the document' : JSON.stringify(instancePath.slice(1).replaceAll('/', '.'));
  throw new RunFolderError(
    `expectShape: expected ${place} in ${file} ${message.replace(/^must/, 'to')}, got ${shown(data)}. ` +
      'The file was damaged or changed by hand: restore it from a copy, or run again.',
  );
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
