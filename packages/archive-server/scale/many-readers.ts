// Serves an archive of synthetic shots and measures the first screen of its page, then 50 readers while another process indexes and decides:
//   node --import ../../tools/run-sources/register.mjs ../archive-store/scale/synthetic-archive.ts FOLDER
//   node --import ../../tools/run-sources/register.mjs scale/many-readers.ts FOLDER [SECONDS = 30]
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openArchive, type Archive } from '@mmae/archive-store';
import { serveArchive } from '../src/index.ts';
import { openSearch } from '@mmae/archive-search';

const [folder, seconds = '30'] = process.argv.slice(2);
if (!folder) throw new Error('many-readers: expected a folder, got none.');
if (process.send) write(openArchive(folder));
else await read(openArchive(folder), Number(seconds));

async function read(archive: Archive, numSeconds: number): Promise<void> {
  const server = await serveArchive(
    { archive, search: openSearch(archive), onError: (error) => report(error.stack ?? error.message) },
    { port: 0 },
  );
  const ids = archive.samplesOf(7).map(({ id }) => id);
  const film = archive.assets({ limit: 1 }).items[0]!.id;
  const paths = [
    ...[
      '/api/session',
      '/api/status',
      '/api/search?q=word7',
      `/api/search?like=${ids[3]}`,
      '/api/clusters',
      '/api/labels?limit=20',
      '/api/assets?limit=20',
      `/api/assets/${film}`,
    ],
    ...[
      '/api/review?limit=50',
      '/api/review?by=cluster&cluster=3&limit=50',
      '/api/map',
      '/api/worth',
      '/api/orphans',
      `/api/samples/${ids[3]}`,
      '/api/assets?q=film+399',
    ],
  ];
  for (const path of paths) {
    const times = [await timed(server.url + path), await timed(server.url + path), await timed(server.url + path)];
    report(
      `${path.padEnd(50)} ${times.map(({ ms, numBytes }) => `${ms.toFixed(0)} ms`.padStart(9) + ` ${(numBytes / 1000).toFixed(0)} kB`).join(' ')}`,
    );
  }
  const first = performance.now();
  await Promise.all(
    ['/api/session', '/api/status', '/api/search?limit=50', '/api/clusters', '/api/labels?limit=20'].map((path) =>
      timed(server.url + path),
    ),
  );
  report(`first screen, five requests at once: ${(performance.now() - first).toFixed(0)} ms`);

  const writer = fork(fileURLToPath(import.meta.url), [folder!], { execArgv: process.execArgv });
  const until = performance.now() + numSeconds * 1000;
  const readers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      readOn(
        server.url,
        paths.filter((path) => path !== '/api/map'),
        i,
        until,
      ),
    ),
  );
  const ended = new Promise<number>((resolve) => writer.on('message', (message) => resolve(message as number)));
  writer.send('stop');
  const all = readers.flat().sort((a, b) => a.ms - b.ms);
  const at = (share: number) => all[Math.floor(share * (all.length - 1))]!.ms.toFixed(0);
  report(
    `50 readers, ${numSeconds} s: ${all.length} answers, ${all.filter(({ status }) => status !== 200).length} errors; median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`,
  );
  for (const path of paths.filter((one) => one !== '/api/map')) {
    const own = all.filter((answer) => answer.path === path);
    report(
      `  ${path.padEnd(48)} ${own.length} answers, median ${own[Math.floor(own.length / 2)]?.ms.toFixed(0)} ms, longest ${own.at(-1)?.ms.toFixed(0)} ms`,
    );
  }
  report(`writes of the other process in that time: ${await ended}; memory ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`);
  writer.disconnect();
  await server.close();
  report(`problems: ${archive.check().join('; ') || 'none'}`);
  archive.close();
}

async function readOn(url: string, paths: readonly string[], reader: number, until: number) {
  const answers = [];
  for (let i = reader; performance.now() < until; i++) {
    const path = paths[i % paths.length]!;
    answers.push({ path, ...(await timed(url + path)) });
  }
  return answers;
}

async function timed(url: string) {
  const start = performance.now();
  const answer = await fetch(url).catch((error: Error) => ({ status: 0, arrayBuffer: async () => new ArrayBuffer(0), error }));
  const { byteLength } = await answer.arrayBuffer();
  return { ms: performance.now() - start, status: answer.status, numBytes: byteLength };
}

/** Indexes by a new run in small batches, and decides, until it is told to stop. */
function write(archive: Archive): void {
  let numWrites = 0;
  let isWanted = true;
  const indexing = archive.beginIndex({ folder: '/runs/again', name: 'again', version: `again ${Date.now()}`, modalities: ['image'] });
  const pending = indexing.pending();
  const step = (): void => {
    if (!isWanted) {
      archive.close();
      process.send!(numWrites);
      return;
    }
    const batch = pending.subarray((numWrites * 50) % pending.length).subarray(0, 50);
    indexing.put(
      Array.from(batch, (sampleKey) => ({
        sampleKey,
        embeddings: { joint: new Float32Array(64).fill(1) },
        tags: [],
        isUnlikeTrain: false,
      })),
    );
    archive.decide([
      { sampleKey: pending[numWrites % pending.length]!, label: 'a label', verdict: numWrites % 2 ? 'accept' : 'retract', who: 'writer' },
    ]);
    numWrites += 2;
    setTimeout(step, 20);
  };
  process.on('message', () => (isWanted = false));
  step();
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
