import { readFileSync } from 'node:fs';
import * as matrixRoom from '@mmae/matrix';
import * as engineRoom from '@mmae/tensor-engine';
import * as room from './index.ts';

test('the README’s example prints what it says', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, example] = /```ts\n(.*?)```/s.exec(readme)!;
  const printed: string[] = [];
  const body = example.replace(/^import (\{.*\}) from .*$/gm, 'const $1 = rooms;');
  const run = new Function('rooms', 'console', `return (async () => {${body}})();`) as (...names: unknown[]) => Promise<void>;
  await run({ ...matrixRoom, ...engineRoom, ...room }, { log: (value: unknown) => printed.push(String(value)) });
  expect(printed).toEqual([...example.matchAll(/^console.*; \/\/ (.*)$/gm)].map(([, shown]) => shown));
});
