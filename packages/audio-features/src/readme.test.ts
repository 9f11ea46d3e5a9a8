import { readFileSync } from 'node:fs';
import * as room from './index.ts';

test('the README’s example runs and prints what it says', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, example] = /```ts\n(.*?)```/s.exec(readme)!;
  const printed: string[] = [];
  const run = example.replace("import { audioExtractor } from '@mmae/audio-features';", 'const { audioExtractor } = room;');
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  await AsyncFunction('room', 'console', run)(room, { log: (...values: unknown[]) => printed.push(values.join(' ')) });
  expect(example).toContain(`// ${printed.join('\n')}`);
});
