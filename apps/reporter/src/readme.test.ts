import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mmaeReport } from './index.ts';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { temporaryFolder } from './synthetic-folder.test.support.ts';

test('the README’s example prints what it says', async () => {
  const folder = await temporaryFolder();
  writeFileSync(join(folder, 'points.csv'), 'x\n1\n2\n8\n9\n');
  writeFileSync(join(folder, 'labels.csv'), 'label\na\na\nb\nb\n');
  const [, example] = /```ts\n(.*?)```/s.exec(readFileSync(new URL('../README.md', import.meta.url), 'utf8'))!;
  const printed: string[] = [];
  const streams = recordingStreams();
  const inFolder = (args: string[]) => args.map((word) => (word.endsWith('.csv') ? join(folder, word) : word));
  const run = new Function('mmaeReport', 'console', `return (async () => { ${example.replace(/^import .*$/m, '')} })();`);
  await run((args: string[]) => mmaeReport(inFolder(args), streams), { log: (...values: unknown[]) => printed.push(values.join(' ')) });
  expect(printed).toEqual([...example.matchAll(/\); \/\/ (.*)$/gm)].map(([, shown]) => shown));
  expect(streams.written.out).toMatch(/^ari +1$/m);
});
