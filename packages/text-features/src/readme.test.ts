import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import * as room from './index.ts';

test('the README’s example runs and prints what it says', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [example, output] = Array.from(readme.matchAll(/```(?:ts|text)\n(.*?)```/gs), (match) => match[1]);
  const printed: string[] = [];
  const run = example.replace(/^import (\{.*\}) from '@mmae\/text-features';/, 'const $1 = room;');
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  const log = (value: unknown) => printed.push(typeof value === 'string' ? value : inspect(value));
  await AsyncFunction('room', 'console', run)(room, { log });
  expect(`${printed.join('\n')}\n`).toBe(output);
});
