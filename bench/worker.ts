// Our side of a row: prepares, then works for each input line and answers with seconds, memory and, on request, results.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Values, WorkRow } from './row.ts';

const [file, folder] = process.argv.slice(2);
const { row } = (await import(file)) as { row: WorkRow };
const work = await row.prepare(folder);
for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const valuesOf = await work();
  const seconds = (performance.now() - start) / 1000;
  const values = line === 'check' ? asLists(valuesOf()) : undefined;
  process.stdout.write(`${JSON.stringify({ seconds, peakBytes: peakBytes(), values })}\n`);
}
process.exit(); // an engine may keep the process alive

function asLists(values: Values) {
  return Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, Array.from(numbers)]));
}

/** Only Linux reports the peak of this process without that of its parent. */
function peakBytes(): number | null {
  if (process.platform !== 'linux') return null;
  return 1024 * Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))![1]);
}
