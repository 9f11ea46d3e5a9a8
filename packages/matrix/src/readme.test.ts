import { readFileSync } from 'node:fs';
import * as room from './index.ts';

test('the README’s example prints what it says', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, example] = /```ts\n(.*?)```/s.exec(readme)!;
  const printed: string[] = [];
  const body = example.replace(/^import (\{.*\}) from .*$/m, 'const $1 = room;');
  new Function('room', 'console', body)(room, { log: (...values: unknown[]) => printed.push(values.join(' ')) });
  expect(printed).toEqual([...example.matchAll(/^console.log.*\); \/\/ (.*)$/gm)].map(([, shown]) => shown));
});
