import { z } from 'zod';
import { ruleInWords, toJsonSchema } from './index.ts';

test.each<[string, z.ZodType]>([
  ['a whole number', z.int()],
  ['a whole number from 1 to 5', z.int().min(1).max(5)],
  ['a whole number, a multiple of 4', z.int().multipleOf(4)],
  ['a number above 0', z.number().positive()],
  ['a number of at least 0 and below 1', z.number().min(0).lt(1)],
  ['a number of at most 2', z.number().max(2)],
  ['a number or null', z.number().nullable()],
  ['true or false', z.boolean()],
  ['a text', z.string()],
  ['a text that is not empty', z.string().min(1)],
  ['a text that matches ^a', z.string().regex(/^a/)],
  ['pool', z.literal('pool')],
  ['one of 0, 1, 2', z.literal([0, 1, 2])],
  ['one of mean, sum', z.enum(['mean', 'sum'])],
  ['a list, each a whole number', z.array(z.int())],
  ['a list of 3 entries, each a whole number', z.array(z.int()).length(3)],
  ['a list of 2 entries: a number, a text', z.tuple([z.number(), z.string()])],
  ['an object', z.record(z.string(), z.unknown())],
  ['an object, each value a whole number', z.record(z.string(), z.int())],
  ['an object with at least 1 entry, each value a whole number', z.record(z.string(), z.int()).meta({ minProperties: 1 })],
  ['an object or a whole number', z.union([z.strictObject({ a: z.int() }), z.int()])],
])('%s', (words, schema) => {
  expect(ruleInWords(toJsonSchema(schema))).toBe(words);
});

test('JSON Schema has descriptions, defaults and units, and no implied bounds', () => {
  const schema = z.strictObject({
    hopLength: z.int().min(1).default(160).describe('from one frame to the next').meta({ unit: 'samples' }),
    shift: z.int().optional().meta({ 'x-default': 'size / 16' }),
    byName: z.record(z.string(), z.boolean()).default({}),
  });
  expect(toJsonSchema(schema)).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    properties: {
      hopLength: { type: 'integer', minimum: 1, default: 160, description: 'from one frame to the next', unit: 'samples' },
      shift: { type: 'integer', 'x-default': 'size / 16' },
      byName: { type: 'object', additionalProperties: { type: 'boolean' }, default: {} },
    },
  });
});
