// Compares `full` with other multimodal methods on the same features, rows and measures, and writes their table in docs/results.md:
//
//   npm run peers [-- --run runs/results] [--seeds 0,1,2] [--only gcca,mopoe]
//
// The features are those of the runs `full-SEED` in the folder, which `npm run results` trains. Settings are chosen with the first seed, on held-out
// rows, without labels; then every method is fitted on all train rows. What is finished is kept. `--only` fits some methods, and scores nothing.
import { evaluateRun, loadRun } from '@mmae/scoring';
import { listMethods, loadEvaluation, loadSamples, saveEmbeddings, saveEvaluation } from '@mmae/run-folder';
import { readSafetensors } from '@mmae/tensor-files';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { replaceSection, workspace } from '../../tools/src/workspace.ts';
import { peerPython } from '../peer-environment.ts';
import { choose, type Choice } from './choose.ts';
import { embed, type Request } from './embed.ts';
import { runFeatures, saveFeatures } from './features.ts';
import { heldOut, positions } from './held-out.ts';
import { methods } from './methods.ts';
import { peersTable, type PeerLine, type PeerScores } from './table.ts';

const { values } = parseArgs({
  options: {
    run: { type: 'string', default: 'runs/results' },
    seeds: { type: 'string', default: '0,1,2' },
    only: { type: 'string' },
    section: { type: 'string', default: 'peers' },
  },
});
const folder = resolve(values.run);
const seeds = values.seeds.split(',').map(Number);
const names = values.only?.split(',') ?? Object.keys(methods);
const say = (line: string) => console.error(line);
const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));

for (const seed of seeds) await fitMissing(seed);
if (values.only === undefined) {
  for (const seed of seeds) await scoreAll(seed);
  await writePage();
}

async function scoreAll(seed: number): Promise<void> {
  const own = await peersFolder(seed);
  const scored = existsSync(join(own, 'evaluation.json')) ? Object.keys((await loadEvaluation(own)).methods) : [];
  if (names.every((name) => scored.includes(name))) return;
  const { evaluation } = await evaluateRun(await loadRun(own), { onProgress: say });
  await saveEvaluation(own, evaluation);
}

async function fitMissing(seed: number): Promise<void> {
  const own = await peersFolder(seed);
  const finished = await listMethods(own);
  const missing = names.filter((name) => !finished.includes(name));
  if (missing.length === 0) return;
  const python = peerPython(join(workspace, '.bench/multimodal'), requirements, { say });
  const features = join(own, 'features.safetensors');
  if (!existsSync(features)) await saveFeatures(features, await runFeatures(join(folder, `full-${seed}`), say));
  const { tensors } = await readSafetensors(features);
  const rows = Array.from(tensors.train.data, Number);
  const modalities = Object.keys(tensors).flatMap((name) => (name.startsWith('row.') ? [name.slice('row.'.length)] : []));
  const samples = await loadSamples(own);
  const isComplete = (row: number) => modalities.every((modality) => samples[row].present.includes(modality));
  const fit = positions(rows, isComplete);
  for (const name of missing) {
    const { settings, epochs } = await chosen(name, (request) => embed(python, features, request), heldOut(samples, rows, modalities));
    say(`${name}, seed ${seed}: ${JSON.stringify(settings)}, ${epochs ?? 'no'} epochs`);
    const { embeddings } = await embed(python, features, { method: name, settings, seed, fit, held: [], epochs: epochs ?? undefined });
    await saveEmbeddings(own, name, embeddings);
  }
}

/** The choice that was stored, or a new one, made with the features of the first seed that needs it. */
async function chosen(
  name: string,
  fitAndEmbed: (request: Request) => ReturnType<typeof embed>,
  held: ReturnType<typeof heldOut>,
): Promise<Choice> {
  const file = join(folder, `peers-${name}.json`);
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as Choice;
  const choice = await choose(name, methods[name], held, seeds[0], fitAndEmbed);
  for (const { settings, partnerRank, epochs } of choice.tried)
    say(`${name}: ${JSON.stringify(settings)}: partner rank ${partnerRank.toFixed(3)}, ${epochs ?? 'no'} epochs`);
  await writeFile(file, `${JSON.stringify(choice, null, 2)}\n`);
  return choice;
}

/** A run folder for the embeddings of the other methods, with the samples of `full`. */
async function peersFolder(seed: number): Promise<string> {
  const [full, own] = [join(folder, `full-${seed}`), join(folder, `peers-${seed}`)];
  if (!existsSync(join(full, 'samples.csv')))
    throw new RangeError(`peers: expected a run in ${full}, got none. Train it: npm run results -- --data MANIFEST --only full`);
  await mkdir(own, { recursive: true });
  for (const file of ['config.json', 'samples.csv']) await copyFile(join(full, file), join(own, file));
  return own;
}

async function writePage(): Promise<void> {
  const scores: Record<string, PeerScores>[] = [];
  for (const seed of seeds) {
    const [full, peers] = [await loadEvaluation(join(folder, `full-${seed}`)), await loadEvaluation(join(folder, `peers-${seed}`))];
    const of = Object.entries({ ...full.methods, ...peers.methods }).map(([name, splits]) => [name, (splits.test ?? {}) as PeerScores]);
    scores.push(Object.fromEntries(of) as Record<string, PeerScores>);
  }
  const line = (name: string, method: string): PeerLine => ({ name, scores: scores.map((ofSeed) => ofSeed[method] ?? {}) });
  const ours = [line('`full`', 'mmae'), line('MCCA, for clusters', 'mcca'), line('MCCA, for retrieval', 'mccaForRetrieval')];
  const theirs = Object.entries(methods).map(([name, { title }]) => line(title, name));
  const page = join(workspace, 'docs/results.md');
  const table = peersTable([...ours, ...theirs], seeds.length);
  await writeFile(page, replaceSection(await readFile(page, 'utf8'), values.section, table));
}
