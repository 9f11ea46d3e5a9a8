import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defaultOf, keysAt, lookUp } from './schema-at-path.ts';

const schema = z.strictObject({
  stages: z.record(z.string(), z.strictObject({ hidden: z.array(z.int()).default([8]) }).prefault({})).default({}),
  range: z.tuple([z.number(), z.string()]).optional(),
  length: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('pad'), numFrames: z.int() }),
      z.strictObject({ mode: z.literal('pool') }),
    ])
    .nullable(),
});

test('a path leads through defaults, records, lists, tuples and discriminated unions', () => {
  const value = { stages: { first: { hidden: [1, 2] } }, range: [1, 'x'], length: { mode: 'pool' } };
  const at = (...path: PropertyKey[]) => lookUp({ schema, value }, path);
  expect(at('stages', 'first', 'hidden', 1)).toMatchObject({ value: 2, schema: { def: { type: 'number' } } });
  expect(defaultOf(at('stages', 'first', 'hidden').schema)).toEqual([8]);
  expect(at('range', 1)).toMatchObject({ value: 'x', schema: { def: { type: 'string' } } });
  expect(keysAt(at('length').schema, value.length)).toEqual(['mode']);
  expect(keysAt(at('length').schema, { mode: 'pad' })).toEqual(['mode', 'numFrames']);
  expect(at('nothing', 'here')).toEqual({ schema: undefined, value: undefined });
  expect(keysAt(undefined, {})).toEqual([]);
});

test('this package imports only types of zod: a command that checks no options does not load it', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const sources = readdirSync(folder).filter((file) => !file.includes('.test.'));
  const imports = sources.flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/^import .* from 'zod';$/gm) ?? []);
  expect(new Set(imports)).toEqual(new Set(["import type { z } from 'zod';"]));
});
