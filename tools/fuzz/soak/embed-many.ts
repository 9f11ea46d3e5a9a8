import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTinyMedia } from '../../../apps/trainer/src/tiny-media.test.support.ts';
import { smallExperiment, trainProcess } from '../../../apps/trainer/src/train-process.test.support.ts';
import { expectCode } from './expect-code.ts';
import type { Scenario } from './soak.ts';

const command = fileURLToPath(new URL('../../../apps/trainer/bin/mmae-embed.js', import.meta.url));
/** Additional memory allowed in the last quarter: a constant, and what is kept per row until all are written (embeddings and neighbours, but no media). */
const maxAdditionalMb = (numRows: number) => Math.round(64 + (numRows * 8) / 1024);
/** Heap limit, so that garbage is collected and does not count as memory in use. */
const heapMb = 192;
const pageBytes = 4096;

/** Many rows through `mmae-embed`: memory grows with the embeddings per row, not with its media. */
export const embedMany: Scenario = async (folder, { numRows }) => {
  if (!existsSync('/proc/self/statm')) return 'skipped: memory of another process is read from /proc';
  const media = join(folder, 'media');
  const numFiles = 400;
  const [run, cache] = [join(folder, 'run'), join(folder, 'cache')];
  const manifest = await writeTinyMedia(media, numFiles);
  expectCode('the training', await trainProcess([...smallExperiment, '--data', manifest, '--run', run], { cache }), 0);
  const rows = Array.from(
    { length: numRows },
    (_, i) => `n${i},${i % numFiles}.png,${(i * 7) % numFiles}.wav,the ${i % 2 ? 'sea' : 'brick'} and word${i}`,
  );
  writeFileSync(join(media, 'many.csv'), `id,image,audio,text\n${rows.join('\n')}\n`);
  const memory = await memoryOf([run, '--data', join(media, 'many.csv'), '--out', join(folder, 'out')], join(folder, 'new-cache'));
  const numEmbedded = readFileSync(join(folder, 'out/samples.csv'), 'utf8').trim().split('\n').length - 1;
  if (numEmbedded !== numRows) throw new Error(`expected ${numRows} rows in samples.csv, got ${numEmbedded}`);
  const quarter = (i: number) => medianOf(memory.slice(Math.floor((i * memory.length) / 4), Math.floor(((i + 1) * memory.length) / 4)));
  const inMb = [0, 1, 2, 3].map((i) => Math.round(quarter(i) / 2 ** 20));
  const figures = `${numRows} rows; median memory in each quarter of the time ${inMb.join(', ')} MB`;
  if (inMb[3] - inMb[0] > maxAdditionalMb(numRows))
    throw new Error(`expected at most ${maxAdditionalMb(numRows)} MB more in the last quarter than in the first, got ${figures}`);
  return figures;
};

/** Resident memory of `mmae-embed`, in bytes, four times a second. */
function memoryOf(args: readonly string[], cache: string): Promise<number[]> {
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, MMAE_CACHE: cache, NODE_OPTIONS: `--max-old-space-size=${heapMb}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const memory: number[] = [];
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const timer = setInterval(() => {
    const statm = `/proc/${child.pid}/statm`;
    if (existsSync(statm)) memory.push(pageBytes * Number(readFileSync(statm, 'utf8').split(' ')[1]));
  }, 250);
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      clearInterval(timer);
      if (code === 0) resolve(memory);
      else reject(new Error(`mmae-embed ended with ${code}: ${stderr.slice(-2000)}`));
    });
  });
}

const medianOf = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
