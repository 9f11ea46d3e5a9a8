// Reads an archive that synthetic-archive.ts made with 50 connections in 5 processes, while another run indexes and decisions are made:
//   node --import ../../tools/run-sources/register.mjs scale/readers.ts FOLDER [SECONDS = 30]
// Prints reads, errors, and the times of the reads.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openArchive } from '../src/index.ts';

const [numProcesses, connectionsPerProcess, batchSize] = [5, 10, 500];
const [folder, seconds = '30', role] = process.argv.slice(2);
if (!folder) throw new Error('readers: expected a folder, got none.');
const until = Date.now() + Number(seconds) * 1000;

interface Reads {
  readonly times: readonly number[];
  readonly errors: readonly string[];
}

if (role === 'reader') process.send!(await read(folder));
else await write(folder);

/** Takes turns with its connections until the time is over. */
async function read(path: string): Promise<Reads> {
  const archives = Array.from({ length: connectionsPerProcess }, () => openArchive(path, { readOnly: true }));
  const times: number[] = [];
  const errors: string[] = [];
  for (let turn = 0; Date.now() < until; turn++) {
    const archive = archives[turn % archives.length]!;
    const start = performance.now();
    try {
      const { sampleKeys } = archive.matchWords([{ words: [`word${turn % 5000}`] }]);
      const keys = [...sampleKeys.subarray(0, 20)];
      for (const key of keys) archive.sample(key);
      archive.tagsOfAll(keys);
      archive.reviewQueue({ by: 'uncertainty', limit: 20 });
      archive.counts();
    } catch (error) {
      errors.push((error as Error).message);
    }
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const archive of archives) archive.close();
  return { times, errors };
}

async function write(path: string): Promise<void> {
  const self = fileURLToPath(import.meta.url);
  const readers = Array.from({ length: numProcesses }, () => fork(self, [path, seconds, 'reader']));
  const answers = Promise.all(readers.map(async (reader) => (await once(reader, 'message'))[0] as Reads));
  const archive = openArchive(path);
  const version = `another ${Date.now()}`;
  const indexing = archive.beginIndex({ folder: '/runs/another', name: 'another', version, modalities: ['image'] });
  const pending = indexing.pending();
  let numIndexed = 0;
  for (; Date.now() < until && numIndexed < pending.length; numIndexed += batchSize) {
    const batch = Array.from(pending.subarray(numIndexed, numIndexed + batchSize), (sampleKey) => ({
      sampleKey,
      embeddings: { joint: new Float32Array(64).fill(sampleKey) },
      tags: [{ label: `label ${sampleKey % 100}`, kind: 'label' as const, confidence: (sampleKey % 97) / 97, from: 'image' }],
      isUnlikeTrain: false,
    }));
    indexing.put(batch);
    archive.decide([{ sampleKey: batch[0]!.sampleKey, label: 'while indexing', verdict: 'add', who: 'scale' }]);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const reads = await answers;
  const times = Float64Array.from(reads.flatMap((one) => one.times)).sort();
  const errors = reads.flatMap((one) => one.errors);
  const at = (share: number) => `${times[Math.floor(share * (times.length - 1))]!.toFixed(0)} ms`;
  process.stdout.write(
    `${numIndexed} samples indexed; ${times.length} reads, ${errors.length} errors; median ${at(0.5)}, 95 % ${at(0.95)}, slowest ${at(1)}\n`,
  );
  for (const error of new Set(errors)) process.stdout.write(`${error}\n`);
  archive.close();
}
