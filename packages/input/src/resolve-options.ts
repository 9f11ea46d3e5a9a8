import { z } from 'zod';
import { InputError } from './input-error.ts';
import { nearestName } from './nearest-name.ts';

/**
 * Options checked against their schema, with every default filled in.
 *
 * @param where what the options belong to, which opens the message
 * @throws InputError that names every broken rule: path, rule, value; an unknown key with the nearest known one
 */
export function resolveOptions<Schema extends z.ZodType>(where: string, schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given, { reportInput: true });
  if (result.success) return result.data;
  throw new InputError(`${where}: ${result.error.issues.map((issue) => toSentence(issue, schema)).join(' ')}`);
}

/** `expected <path> to be <rule>, got <value>.` */
function toSentence(issue: z.core.$ZodIssue, schema: z.ZodType): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, issue.path, schema);
  return `expected ${path || 'the options'} to be ${ruleOf(issue)}, got ${shown(issue.input)}.`;
}

function unknownKeys(keys: readonly string[], path: readonly PropertyKey[], schema: z.ZodType): string {
  const known = keysOf(schemaAt(schema, path));
  const at = (key: string) => [...path, key].join('.');
  return keys
    .map((key) => {
      const nearest = nearestName(key, known);
      const remedy = nearest ? `Did you mean ${JSON.stringify(nearest)}?` : `Known: ${known.join(', ')}.`;
      return `expected a known option, got ${JSON.stringify(at(key))}. ${remedy}`;
    })
    .join(' ');
}

const typeNames: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  string: 'a string',
};

function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'too_small':
      return bound(issue.origin, issue.inclusive ? 'at least' : 'above', Number(issue.minimum));
    case 'too_big':
      return bound(issue.origin, issue.inclusive ? 'at most' : 'below', Number(issue.maximum));
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return issue.values.length === 1 ? JSON.stringify(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return [...new Set(issue.errors.map(([first]) => ruleOf(first)))].join(' or ');
    default:
      return issue.message;
  }
}

function bound(origin: string, comparison: string, limit: number): string {
  if (origin === 'array' || origin === 'object' || origin === 'set')
    return `${comparison} ${limit} ${limit === 1 ? 'entry' : 'entries'} long`;
  if (origin === 'string') return `${comparison} ${limit} characters long`;
  return `${comparison} ${limit}`;
}

function shown(value: unknown): string {
  const json = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}

/** The schema of what lies at a path, without the wrappers of defaults and nullability. */
function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((at, key) => {
    const inner = unwrapped(at);
    if (inner instanceof z.ZodObject) return inner.shape[String(key)] as z.ZodType | undefined;
    if (inner instanceof z.ZodRecord) return inner.valueType as z.ZodType;
    if (inner instanceof z.ZodArray) return inner.element as z.ZodType;
    return undefined;
  }, schema);
}

function unwrapped(schema: z.ZodType | undefined): z.ZodType | undefined {
  let inner = schema;
  while (
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodNullable
  )
    inner = inner.unwrap() as z.ZodType;
  return inner;
}

function keysOf(schema: z.ZodType | undefined): string[] {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}
