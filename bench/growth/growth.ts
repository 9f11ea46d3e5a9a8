// `npm run growth [-- --sizes 1000,10000,100000]`: how the cost of extraction, an epoch and evaluation grows with the number of samples.
// Draws docs/growth.svg from the measured seconds, which are kept in docs/growth.json. Progress is on stderr.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from '../machine.ts';
import { workspace } from '../../tools/src/workspace.ts';
import { toSvg, type Course } from './plot.ts';
import { tasks, type Task } from './tasks.ts';

/** A size that would take longer, extrapolated from the previous one, is left out. */
const maxSeconds = 300;

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '1000,10000,100000' } } });
const sizes = values.sizes.split(',').map(Number);
if (!(sizes.length >= 2 && sizes.every((size, i) => Number.isInteger(size) && size > (sizes[i - 1] ?? 99)))) {
  throw new RangeError(`growth: expected --sizes of at least two whole numbers of 100 or more that rise, got ${values.sizes}`);
}

const where = machine();
const courses: Course[] = [];
for (const task of tasks) courses.push(await courseOf(task));
const docs = join(workspace, 'docs');
const { processor, numCores, load, date } = where;
await writeFile(`${docs}/growth.json`, `${JSON.stringify({ machine: where, courses }, null, 2)}\n`);
await writeFile(`${docs}/growth.svg`, toSvg(courses, `${processor}, ${numCores} cores, load before ${load}, ${date}`));
process.exit(); // an engine may keep the process alive

async function courseOf({ name, power, prepare }: Task): Promise<Course> {
  await (
    await prepare(sizes[0])
  )(); // what is compiled at first use does not count
  const points: { numSamples: number; seconds: number }[] = [];
  for (const numSamples of sizes) {
    const last = points.at(-1);
    if (last && last.seconds * (numSamples / last.numSamples) ** power > maxSeconds) break;
    const work = await prepare(numSamples);
    const start = performance.now();
    await work();
    points.push({ numSamples, seconds: (performance.now() - start) / 1000 });
    process.stderr.write(`${name}, ${numSamples}: ${points.at(-1)!.seconds.toPrecision(3)} s\n`);
  }
  return { name, points };
}
