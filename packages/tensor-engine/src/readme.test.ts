import { readFileSync } from 'node:fs';
import * as matrixRoom from '@mmae/matrix';
import * as tf from '@tensorflow/tfjs-core';
import * as room from './index.ts';

test('the README’s example prints what it says', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, example] = /```ts\n(.*?)```/s.exec(readme)!;
  const printed: string[] = [];
  const body = example
    .replace(/^import \* as tf from .*$/m, '')
    .replace(/^import (\{.*\}) from .*$/gm, 'const $1 = rooms;')
    .replace(' as tf.Tensor2D', '');
  const run = new Function('rooms', 'tf', 'console', `return (async () => {${body}})();`) as (...names: unknown[]) => Promise<void>;
  await run({ ...matrixRoom, ...room }, tf, { log: (value: unknown) => printed.push(String(value)) });
  expect(printed).toEqual([...example.matchAll(/^console.*; \/\/ (.*)$/gm)].map(([, shown]) => shown));
});
