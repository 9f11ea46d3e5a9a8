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
  const fitting = (schema.anyOf ?? [schema]).find((choice) => violation(value, choice) === undefined);
  if (!fitting) throw refusal(value, schema, path);
  if (Array.isArray(value)) return value.map((item, index) => resolve(item, fitting.items!, `${path}.${index}`));
  return fitting.type === 'object' ? resolveObject(value as Record<string, unknown>, fitting, path) : value;
}

function resolveObject(value: Record<string, unknown>, schema: Schema, path: string): Record<string, unknown> {
  const { properties = {}, additionalProperties = false, required = [] } = schema;
  const missing = required.find((key) => value[key] === undefined);
  if (missing !== undefined) throw new TypeError(`resolveOptions: expected ${missing} in ${name(path)}, got none.`);
  const others = Object.keys(value).filter((key) => !Object.hasOwn(properties, key));
  if (others.length > 0 && !additionalProperties) throw unknownKey(others[0], Object.keys(properties), path);
  const filledIn = Object.keys(properties).filter((key) => value[key] !== undefined || 'default' in properties[key]);
  return Object.fromEntries([
    ...filledIn.map((key) => [key, resolve(value[key], properties[key], join(path, key))]),
    ...others.map((key) => [key, resolve(value[key], additionalProperties as Schema, join(path, key))]),
  ]);
}

const join = (path: string, key: string) => (path ? `${path}.${key}` : key);
const name = (path: string) => path || 'the options';

/** Which kind of rule a value breaks: its type, or a bound. */
function violation(value: unknown, schema: Schema): 'type' | 'bound' | undefined {
  if (schema.type && !isOfType(value, schema.type)) return 'type';
  return isWithin(value, schema) ? undefined : 'bound';
}

function isWithin(value: unknown, schema: Schema): boolean {
  const { minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity, exclusiveMaximum = Infinity } = schema;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (Array.isArray(value)) return value.length >= (schema.minItems ?? 0);
  if (typeof value === 'number') return value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
  return schema.type !== 'object' || Object.keys(value as object).length >= (schema.minProperties ?? 0);
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

/** A TypeError where no choice of the schema is of the value's type, else a RangeError. */
function refusal(value: unknown, schema: Schema, path: string): Error {
  const got = typeof value === 'number' ? String(value) : JSON.stringify(value);
  const isOtherType = (schema.anyOf ?? [schema]).every((choice) => violation(value, choice) === 'type');
  return new (isOtherType ? TypeError : RangeError)(`resolveOptions: expected ${rule(schema)} as ${name(path)}, got ${got}.`);
}

const nouns: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  object: 'an object',
  array: 'a list',
  boolean: 'true or false',
};

/** A schema in words. */
function rule(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(rule).join(' or ');
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  const bounds = [
    ['of at least', schema.minimum],
    ['above', schema.exclusiveMinimum],
    ['at most', schema.maximum],
    ['below', schema.exclusiveMaximum],
    ['with entries, at least', schema.minItems || undefined],
    ['with entries, at least', schema.minProperties],
  ].filter(([, bound]) => bound !== undefined);
  return [nouns[schema.type!] ?? schema.type, bounds.map((bound) => bound.join(' ')).join(' and ')].filter(Boolean).join(' ');
}

function unknownKey(key: string, known: string[], path: string): TypeError {
  return new TypeError(`resolveOptions: expected one of ${known.join(', ')} in ${name(path)}, got ${JSON.stringify(key)}.`);
}
