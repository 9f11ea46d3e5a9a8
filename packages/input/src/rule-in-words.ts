import type { z } from 'zod';

/** The part of JSON Schema that zod writes. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly items?: JsonSchema | false;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly default?: unknown;
  readonly description?: string;
  readonly [keyword: string]: unknown;
}

/**
 * A schema as JSON Schema (draft 2020-12) of what may be written, with the description, default and unit of every option.
 *
 * Implied rules are left out: the bounds of safe integers, and that a name is a text.
 */
export function toJsonSchema(schema: z.ZodType): JsonSchema {
  const override = ({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }) => leaveOutTheObvious(jsonSchema);
  return schema.toJSONSchema({ io: 'input', unrepresentable: 'any', override }) as JsonSchema;
}

function leaveOutTheObvious(node: z.core.JSONSchema.BaseSchema): void {
  if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum;
  if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
  if (JSON.stringify(node.propertyNames) === '{"type":"string"}') delete node.propertyNames;
}

/** What a value must be, as it reads after "expected size to be": "a whole number of at least 8 and a multiple of 4". */
export function ruleInWords(node: JsonSchema): string {
  const { anyOf, oneOf, enum: values } = node;
  if ('const' in node) return toText(node.const);
  if (anyOf) return anyOf.map(ruleInWords).join(' or ');
  if (oneOf) return oneOfInWords(oneOf);
  if (values) return values.length === 1 ? toText(values[0]) : `one of ${values.map(toText).join(', ')}`;
  if (Array.isArray(node.type)) return node.type.map((type: string) => ruleInWords({ ...node, type })).join(' or ');
  switch (node.type) {
    case 'integer':
      return withBounds('a whole number', node);
    case 'number':
      return withBounds('a number', node);
    case 'array':
      return listInWords(node);
    case 'object':
      return objectInWords(node);
    case 'boolean':
      return 'true or false';
    case 'string':
      return textInWords(node);
    default:
      return node.type === undefined ? 'a value' : String(node.type);
  }
}

const toText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const entries = (count: number) => (count === 1 ? '1 entry' : `${count} entries`);

function withBounds(noun: string, { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}`;
  const bounds = [
    minimum !== undefined && `of at least ${minimum}`,
    exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`,
    maximum !== undefined && `of at most ${maximum}`,
    exclusiveMaximum !== undefined && `below ${exclusiveMaximum}`,
    multipleOf !== undefined && `a multiple of ${multipleOf}`,
  ].filter((bound) => bound !== false);
  return [noun, bounds.join(' and ')].filter(Boolean).join(bounds.length > 0 && bounds[0].startsWith('a multiple') ? ', ' : ' ');
}

function objectInWords({ minProperties, additionalProperties: values }: JsonSchema): string {
  const size = minProperties ? ` with at least ${entries(minProperties)}` : '';
  const isRule = typeof values === 'object' && Object.keys(values).length > 0;
  return `an object${size}${isRule ? `, each value ${ruleInWords(values)}` : ''}`;
}

function listInWords({ items, prefixItems, minItems, maxItems }: JsonSchema): string {
  if (prefixItems) return `a list of ${entries(prefixItems.length)}: ${prefixItems.map(ruleInWords).join(', ')}`;
  const length =
    minItems !== undefined && minItems === maxItems ? ` of ${entries(minItems)}` : minItems ? ` of at least ${entries(minItems)}` : '';
  return `a list${length}${items ? `, each ${ruleInWords(items)}` : ''}`;
}

const textInWords = ({ pattern, minLength }: JsonSchema) =>
  `a text${minLength ? ' that is not empty' : ''}${pattern === undefined ? '' : ` that matches ${pattern}`}`;

/** A discriminated union: "an object with mode pad, stretch or pool". */
function oneOfInWords(choices: readonly JsonSchema[]): string {
  const isTag = (node?: JsonSchema) => node !== undefined && ('const' in node || node.enum !== undefined);
  const key = Object.keys(choices[0].properties ?? {}).find((name) => choices.every(({ properties }) => isTag(properties?.[name])));
  if (key === undefined) return [...new Set(choices.map(ruleInWords))].join(' or ');
  const values = choices.flatMap(({ properties }) => properties![key].enum ?? [properties![key].const]).map(toText);
  return `an object with ${key} ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
