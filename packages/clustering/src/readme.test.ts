import { readFileSync } from 'node:fs';
import * as matrixRoom from '@mmae/matrix';
import * as room from './index.ts';

test('the README’s example prints what it says', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, example] = /```ts\n(.*?)```/s.exec(readme)!;
  const printed: string[] = [];
  const body = example.replace(/^import (\{.*\}) from .*$/gm, 'const $1 = rooms;');
  new Function('rooms', 'console', body)({ ...matrixRoom, ...room }, { log: (...values: unknown[]) => printed.push(values.join(' ')) });
  expect(printed).toEqual([...example.matchAll(/^console.log.*\); \/\/ (.*)$/gm)].map(([, shown]) => shown));
});
