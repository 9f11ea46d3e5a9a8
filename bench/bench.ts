// `npm run bench [-- --json] [-- --rounds N] [-- NAME…]`: compares MMAE with other tools on the same work, and writes the table of docs/performance.md.
// Every file in rows/ is a row. Progress is on stderr; --json prints one document on stdout. Rows that are not named keep their last measurement.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { dataFolder } from './data.ts';
import { machine } from './machine.ts';
import { measure } from './measure.ts';
import { peerPython, PeerProblem } from './peer-environment.ts';
import type { Row } from './row.ts';
import { leaving, startSide } from './side.ts';
import { toMarkdown, type Line } from './table.ts';
import { replaceSection, workspace } from '../tools/src/workspace.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bench = join(workspace, '.bench');
const page = join(workspace, 'docs/performance.md');
const say = (text: string) => process.stderr.write(`${text}\n`);

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } },
  allowPositionals: true,
});

const allRounds = Number(values.rounds);
const known = (await readdir(here('rows'))).map((file) => file.replace('.ts', '')).sort();
process.exitCode = await main().catch((error: Error) => {
  if (!(error instanceof RangeError || error instanceof PeerProblem)) throw error;
  say(error.message);
  return 2;
});

async function main(): Promise<number> {
  checkArguments();
  await mkdir(join(bench, 'results'), { recursive: true });
  const python = peerPython(bench, here('peers/requirements.txt'), { say });
  let numFailed = 0;
  for (const name of positionals.length > 0 ? positionals : known) {
    numFailed += (await tryRow(name, python)) ? 0 : 1;
  }
  const lines = await storedLines();
  await writeFile(page, replaceSection(await readFile(page, 'utf8'), 'table', toMarkdown(lines)));
  if (values.json) process.stdout.write(`${JSON.stringify({ version: 1, rows: lines }, null, 2)}\n`);
  return numFailed > 0 ? 1 : 0;
}

function checkArguments(): void {
  if (!(Number.isInteger(allRounds) && allRounds >= 5)) throw new RangeError(`bench: expected --rounds of 5 or more, got ${values.rounds}`);
  for (const name of positionals) {
    if (!known.includes(name)) throw new RangeError(`bench: expected names among ${known.join(', ')}, got ${name}`);
  }
}

/** Measures a row and stores the result. If it fails or its sides disagree, its previous figure is deleted and the next row is measured. @returns whether it succeeded */
async function tryRow(name: string, python: string): Promise<boolean> {
  const file = join(bench, 'results', `${name}.json`);
  await rm(file, { force: true });
  try {
    const line = await measureRow(name, python);
    await writeFile(file, JSON.stringify(line));
    const { measurement, skipped } = line;
    say(
      `${name}: ${measurement ? `ours / peer ${measurement.ratio.median.toFixed(3)}, target ${line.target}` : `not measured: ${skipped}`}`,
    );
    return true;
  } catch (error) {
    say(`${name}: ${(error as Error).message.trim()}`);
    return false;
  }
}

async function measureRow(name: string, python: string): Promise<Line> {
  const file = here(`rows/${name}.ts`);
  const { row } = (await import(file)) as { row: Row };
  const { title, target, note, numRounds = allRounds } = row;
  const skipped = await row.unavailable?.();
  const before = { name, title, target, note, numRounds, machine: machine() };
  if (skipped !== undefined) return { ...before, peerName: 'peer' in row ? row.peer.name : '–', skipped };
  const folder = await dataFolder(join(bench, 'data'), name, file, row);
  const { ours, peer, peerName, tolerances } = await startSides(row, { file, folder, python });
  try {
    return { ...before, peerName, measurement: await measure(ours, peer, tolerances, numRounds) };
  } finally {
    await Promise.all([ours, peer].map((side) => side.close()));
  }
}

interface RowFiles {
  readonly file: string;
  readonly folder: string;
  readonly python: string;
}

async function startSides(row: Row, { file, folder, python }: RowFiles) {
  if ('commands' in row) {
    const { ours, peer, peerName } = await row.commands(folder, python);
    const [ourSide, peerSide] = [ours, peer].map((command) => startSide([python, here('peers/command.py'), ...command]));
    if (!row.results) return { ours: ourSide, peer: peerSide, peerName, tolerances: {} };
    const { tolerances, ...results } = row.results;
    return {
      ours: leaving(ourSide, () => results.ours(folder)),
      peer: leaving(peerSide, () => results.peer(folder)),
      ...{ peerName, tolerances },
    };
  }
  const { name, script, args = [] } = row.peer;
  return {
    ours: startSide([process.execPath, '--import', join(workspace, 'tools/run-sources/register.mjs'), here('worker.ts'), file, folder]),
    peer: startSide([python, here('peers/worker.py'), script, folder, ...args]),
    ...{ peerName: name, tolerances: row.tolerances },
  };
}

async function storedLines(): Promise<Line[]> {
  const stored = known.map((name) => join(bench, 'results', `${name}.json`)).filter((path) => existsSync(path));
  return Promise.all(stored.map(async (path) => JSON.parse(await readFile(path, 'utf8')) as Line));
}
