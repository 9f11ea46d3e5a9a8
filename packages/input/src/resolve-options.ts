import type { z } from 'zod';
import { InputError } from './input-error.ts';
import { nearestName } from './nearest-name.ts';
import { ruleInWords, toJsonSchema } from './rule-in-words.ts';
import { defaultOf, keysAt, lookUp } from './schema-at-path.ts';

/** Options with every default filled in. */
export type Options<Schema extends z.ZodType> = DeepReadonly<z.output<Schema>>;

/** Options as they may be given: those with a default may be omitted. */
export type GivenOptions<Schema extends z.ZodType> = DeepReadonly<z.input<Schema>>;

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

/**
 * Options checked against their schema, with every default filled in.
 *
 * @param where what the options belong to; the message begins with it
 * @throws InputError that names every broken rule with the option, the rule, the value and the default, and every unknown key with the nearest known one
 */
export function resolveOptions<Schema extends z.ZodType>(where: string, schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new InputError(`${where}: ${problemsOf(schema, given).join('\n  ')}`);
}

/**
 * What is wrong with a value, a sentence for each broken rule: `expected size to be a whole number of at least 8, got 4. The default is 32.`
 *
 * @param kind what the value is, for the message: options have options, a document has keys
 * @returns empty where the value fits the schema
 */
export function problemsOf(schema: z.ZodType, value: unknown, kind: 'options' | 'document' = 'options'): string[] {
  const { error } = schema.safeParse(value, { reportInput: true });
  return [...new Set((error?.issues ?? []).flatMap((issue) => toSentences(issue, { schema, value, kind })))];
}

interface Checked {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly kind: 'options' | 'document';
}

function toSentences(issue: z.core.$ZodIssue, checked: Checked): string[] {
  const { path } = issue;
  const { schema, value = issue.input } = lookUp(checked, path); // a check over several options may name one that was not given
  const name = path.join('.');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, name, keysAt(schema, value), checked.kind));
  if (issue.code === 'invalid_key') {
    const names = path.slice(0, -1).join('.') || `the ${checked.kind}`;
    return [`expected every name in ${names} to be ${issue.issues.map(messageOf).join(' and ')}, got ${shown(path.at(-1))}.`];
  }
  return [`expected ${name || `the ${checked.kind}`} to be ${ruleOf(issue, schema)}, got ${shown(value)}.${defaultInWords(schema)}`];
}

function unknownKey(key: string, path: string, known: readonly string[], kind: Checked['kind']): string {
  const nearest = nearestName(key, known);
  const remedy = nearest === undefined ? `Known: ${known.join(', ') || 'none'}.` : `Did you mean ${JSON.stringify(nearest)}?`;
  return `expected a known ${kind === 'options' ? 'option' : 'key'}, got ${JSON.stringify(path ? `${path}.${key}` : key)}. ${remedy}`;
}

/** The rule that a value breaks: the message of a custom check, or else everything that its schema requires. */
function ruleOf(issue: z.core.$ZodIssue, schema: z.ZodType | undefined): string {
  if (issue.code === 'custom' || schema === undefined) return messageOf(issue);
  if (issue.code === 'invalid_union' && 'options' in issue)
    return ruleInWords({ enum: (issue.options as readonly unknown[]).filter((tag) => tag !== undefined) }); // of a discriminator
  return ruleInWords(toJsonSchema(schema));
}

/** A message of zod's as it reads after "to be". */
const messageOf = ({ message }: { readonly message: string }) =>
  message.replace(/^Invalid string: must match pattern /, 'a name that matches ');

function shown(value: unknown): string {
  if (value === undefined) return 'none';
  const json = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}

function defaultInWords(schema: z.ZodType | undefined): string {
  const value = defaultOf(schema);
  return value === undefined || JSON.stringify(value) === '{}' ? '' : ` The default is ${shown(value)}.`;
}
