import type { MmaeOptions, Written } from './options.ts';
import { optionsSchema, type Schema } from './options-schema.ts';

/**
 * The options checked, and every default filled in.
 *
 * @throws RangeError for a value outside its rule, TypeError for a value of the wrong kind or a key that does not exist
 */
export function resolveOptions(written: Written<MmaeOptions> = {}): MmaeOptions {
  return resolve(written, optionsSchema, '') as MmaeOptions;
}

function resolve(value: unknown, schema: Schema, path: string): unknown {
  if (value === undefined) return resolve(structuredClone(schema.default), schema, path);
  const fitting = schema.anyOf ? schema.anyOf.find((choice) => violation(value, choice) === undefined) : schema;
  const problem = fitting ? violation(value, fitting) : 'rule';
  if (problem) throw refusal(problem, value, schema, path);
  if (Array.isArray(value)) return value.map((item, index) => resolve(item, fitting!.items!, `${path}.${index}`));
  return fitting!.type === 'object' ? resolveObject(value as Record<string, unknown>, fitting!, path) : value;
}

function resolveObject(value: Record<string, unknown>, schema: Schema, path: string): Record<string, unknown> {
  const { properties = {}, additionalProperties = false, minProperties = 0 } = schema;
  if (Object.keys(value).length < minProperties) {
    throw new RangeError(`resolveOptions: expected ${minProperties} or more entries as ${name(path)}, got none.`);
  }
  const resolved: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(properties)) {
    // without a default a key stays out
    if (key in value || 'default' in property) resolved[key] = resolve(value[key], property, join(path, key));
  }
  for (const key of Object.keys(value).filter((key) => !Object.hasOwn(properties, key))) {
    if (!additionalProperties) throw unknownKey(key, Object.keys(properties), path);
    resolved[key] = resolve(value[key], additionalProperties, join(path, key));
  }
  return resolved;
}

const join = (path: string, key: string) => (path ? `${path}.${key}` : key);
const name = (path: string) => path || 'the options';

/** Which kind of rule a value breaks. */
function violation(value: unknown, schema: Schema): 'type' | 'rule' | undefined {
  if (schema.type && !isOfType(value, schema.type)) return 'type';
  if (schema.enum && !schema.enum.includes(value)) return 'rule';
  if (typeof value !== 'number') return undefined;
  const { minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity, exclusiveMaximum = Infinity } = schema;
  return value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum ? undefined : 'rule';
}

function isOfType(value: unknown, type: NonNullable<Schema['type']>): boolean {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function refusal(problem: 'type' | 'rule', value: unknown, schema: Schema, path: string): Error {
  const got = typeof value === 'number' ? String(value) : JSON.stringify(value);
  const message = `resolveOptions: expected ${rule(schema)} as ${name(path)}, got ${got}.`;
  return problem === 'type' ? new TypeError(message) : new RangeError(message);
}

/** A schema in words. */
function rule(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(rule).join(' or ');
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  const noun = { integer: 'a whole number', number: 'a number', object: 'an object', array: 'a list', boolean: 'true or false' };
  const bounds = [
    schema.minimum !== undefined && `at least ${schema.minimum}`,
    schema.exclusiveMinimum !== undefined && `above ${schema.exclusiveMinimum}`,
    schema.maximum !== undefined && `at most ${schema.maximum}`,
    schema.exclusiveMaximum !== undefined && `below ${schema.exclusiveMaximum}`,
  ].filter(Boolean);
  const kind = schema.type && schema.type in noun ? noun[schema.type as keyof typeof noun] : String(schema.type);
  return [kind, bounds.join(' and ')].filter(Boolean).join(' ');
}

function unknownKey(key: string, known: string[], path: string): TypeError {
  return new TypeError(`resolveOptions: expected one of ${known.join(', ')} in ${name(path)}, got ${JSON.stringify(key)}.`);
}
