// `npm run results -- --data MANIFEST [--seeds 0,1,2] [--run runs/results]`: trains the runs of docs/results.md with every seed, scores them, and
// writes its tables. Finished runs are kept and interrupted ones are resumed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runs, type RunName } from './runs.ts';
import { clusteringColumns, tagColumns, toTable, varianceColumns } from './scores.ts';
import { replaceSection, workspace } from '../../tools/src/workspace.ts';
import { trainAndScore, type ScoredRun } from './train-and-score.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, seeds: { type: 'string', default: '0,1,2' }, run: { type: 'string', default: 'runs/results' } },
});
if (values.data === undefined)
  throw new RangeError('results: expected --data MANIFEST, got none. Name a manifest.csv in the layout of LUMA.');
const data = resolve(values.data);
const folder = resolve(values.run);
const seeds = values.seeds.split(',').map(Number);

const scored = {} as Record<RunName, ScoredRun[]>;
for (const name of Object.keys(runs) as RunName[]) scored[name] = [];
for (const seed of seeds) {
  for (const name of Object.keys(runs) as RunName[])
    scored[name].push(await trainAndScore(join(folder, `${name}-${seed}`), runs[name], seed, data));
}

/** A line of a clustering table: its name, the run, and the method, if it is not the model. */
type Line = readonly [name: string, run: RunName, method?: string];

const clustering = (lines: readonly Line[]) =>
  toTable(
    `mean of ${seeds.length} seeds`,
    clusteringColumns,
    lines.map(([name, run, method = 'mmae']) => ({ name, scores: scored[run].map(({ methods }) => methods[method] ?? {}) })),
  );

const rivalsOf = (run: RunName): Line[] => [
  ['PCA', run, 'pca'],
  ['PCA per modality, whitened', run, 'pcaPerModalityWhitened'],
  ['MCCA, for clusters', run, 'mcca'],
  ['MCCA, for retrieval', run, 'mccaForRetrieval'],
  ['MCCA, self-labelled', run, 'selfLabelledMcca'],
];

const tags = (run: RunName) =>
  toTable(
    'from',
    tagColumns,
    Object.keys(scored[run][0].tags)
      .filter((subset) => !subset.includes('+') || subset === 'audio+image+text')
      .map((subset) => ({ name: subset.replaceAll('+', ' + '), scores: scored[run].map(({ tags }) => tags[subset]) })),
  );

const tables: Readonly<Record<string, string>> = {
  main: clustering([
    ['plain MMAE: joint reconstruction only', 'plain'],
    ['stage 1 alone (`reconstruct`)', 'reconstruct'],
    ['**`full`: two stages**', 'full'],
    ...rivalsOf('full'),
    ['control: pairs shuffled', 'controls', 'control.shuffledPairs'],
    ['control: untrained', 'controls', 'control.untrained'],
    ['control: images alone', 'controls', 'control.alone.image'],
    ['control: audio alone', 'controls', 'control.alone.audio'],
    ['control: texts alone', 'controls', 'control.alone.text'],
    ['control: label words kept', 'controls', 'control.labelWordsLeft'],
  ]),
  commonLabels: clustering([['**`full`**', 'commonLabels'], ...rivalsOf('commonLabels')]),
  unrepeated: clustering([
    ['**`full`**', 'unrepeated'],
    ['three networks in the last stage', 'unrepeatedThree'],
    ['consensus codes of the MCCA and the first stage’s networks', 'unrepeatedConsensus'],
    ...rivalsOf('unrepeated'),
  ]),
  parts: clustering([
    ['`full` as shipped', 'full'],
    ['consensus codes of the MCCA and the first stage’s networks', 'consensus'],
    ['no augmented copies', 'noCopies'],
    ['ceiling: codes are the labels', 'controls', 'control.labelsAsCodes'],
  ]),
  chosen: clustering([
    ['`full` as shipped: number of codes chosen without labels', 'fullChosen'],
    ['`full` with as many codes as labels', 'full'],
  ]),
  reconstruction: toTable('share of variance lost, reconstructed from all', varianceColumns(['image', 'audio', 'text']), [
    { name: 'plain', scores: scored.plain.map(({ unexplained }) => unexplained) },
    { name: '`reconstruct`, and therefore `full`', scores: scored.reconstruct.map(({ unexplained }) => unexplained) },
    { name: '`reconstruct` with a private latent of 64 per modality', scores: scored.privatePart.map(({ unexplained }) => unexplained) },
  ]),
  privatePart: clustering([
    ['`reconstruct`', 'reconstruct'],
    ['`reconstruct` with a private latent of 64 per modality', 'privatePart'],
  ]),
  tags: tags('full'),
  quick: clustering([
    ['**`quick`**', 'quick'],
    ...rivalsOf('quick').filter(([, , method]) => method !== 'selfLabelledMcca'),
    ['control: pairs shuffled', 'quick', 'control.shuffledPairs'],
    ['control: untrained', 'quick', 'control.untrained'],
    ['ceiling: codes are the labels', 'quick', 'control.labelsAsCodes'],
  ]),
  quickTags: tags('quick'),
};

const page = join(workspace, 'docs/results.md');
const written = Object.entries(tables).reduce((text, [name, table]) => replaceSection(text, name, table), readFileSync(page, 'utf8'));
writeFileSync(page, written);
