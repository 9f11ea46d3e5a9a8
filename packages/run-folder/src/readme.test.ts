import * as matrixRoom from '@mmae/matrix';
import { readFileSync } from 'node:fs';
import * as room from './index.ts';
import { temporaryFolder } from './temporary-folder.test.support.ts';

const temporary = temporaryFolder();

test('the README’s example prints what it says', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, example] = /```ts\n(.*?)```/s.exec(readme)!;
  const printed: string[] = [];
  const body = example
    .replace(/^import (\{.*\}) from '@mmae\/run-folder';$/m, 'const $1 = room;')
    .replace(/^import (\{.*\}) from .*$/m, 'const $1 = matrixRoom;');
  const run = new Function('room', 'matrixRoom', 'folder', 'console', `return (async () => { ${body} })();`);
  await run(room, matrixRoom, temporary(), { log: (...values: unknown[]) => printed.push(values.join(' ')) });
  expect(printed).toEqual([...example.matchAll(/\); \/\/ (.*)$/gm)].map(([, shown]) => shown));
});
