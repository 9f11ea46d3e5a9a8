import { basename } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ablate } from './ablate.ts';
import { checkData } from './check.ts';
import { toColumnNames } from './column-names.ts';
import { toPrintable } from '@mmae/input';
import { engineNames, type EngineName } from '@mmae/tensor-engine';
import { exitCodeOf } from './exit-code.ts';
import { loadExperiment } from './experiment.ts';
import { progressOn } from './progress.ts';
import { resumeTraining, startTraining } from './run.ts';
import { UsageError } from './usage-error.ts';

const usage = `usage: mmae-train EXPERIMENT --data MANIFEST [--run DIR] [--engine auto|tensorflow|webgpu|wasm|cpu]
                  [--seed N] [--set path.to.key=value …] [--controls] [--media-root DIR] [--column OURS=THEIRS …] [--verify]
                  [--checkpoint-seconds N]
       mmae-train --resume DIR                        go on with a run that was interrupted
       mmae-train check EXPERIMENT --data MANIFEST    read and validate everything, estimate time and disk, train nothing
       mmae-train manifest FOLDER [--out FILE]        write a manifest of a folder of media; more by mmae-train manifest --help
       mmae-train ablate ABLATION.json --data MANIFEST [--run DIR]    train what it asks for; mmae-report ablation DIR answers
       mmae-train cache status | clean [--all]        what is kept of media between runs: its size; removes what goes beyond MMAE_CACHE_GB, or all

EXPERIMENT  a .json file, or the name of one that ships: quick (minutes on any machine), luma (the full model)
MANIFEST    a manifest.csv (as spreadsheets write it) or .jsonl with columns id,split,label,group,image,audio,text, or a folder that holds one
--run       a new folder for the run; runs/EXPERIMENT-SEED where it is not given
--column    what MANIFEST calls a column of ours: --column id=Signatur --column image=Bild
--controls  train again on shuffled pairs, on each modality alone and with label words left in, and keep an untrained model
--verify    compare the contents of files with what was extracted before, not their times
--checkpoint-seconds    between two checkpoints, 10 where it is not given; what a kill can cost
`;

const options = {
  data: { type: 'string' },
  run: { type: 'string' },
  resume: { type: 'string' },
  engine: { type: 'string', default: 'auto' },
  seed: { type: 'string' },
  set: { type: 'string', multiple: true, default: [] },
  'media-root': { type: 'string' },
  column: { type: 'string', multiple: true, default: [] },
  controls: { type: 'boolean', default: false },
  verify: { type: 'boolean', default: false },
  'checkpoint-seconds': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options'];

export { mmaeEmbed } from './embed.ts';

/** The command `mmae-train`. */
export async function mmaeTrain(args = process.argv.slice(2)): Promise<void> {
  process.exitCode = await exitCodeOf((signal) => run(args, signal));
}

async function run(args: string[], signal: AbortSignal): Promise<void> {
  const { values, positionals } = parse(args);
  const progress = progressOn(process.stderr);
  if (values.help) return void process.stdout.write(usage);
  const surroundings = { progress, signal, verify: values.verify, checkpointSeconds: toSeconds(values['checkpoint-seconds']) };
  if (values.resume !== undefined) {
    expectNothingElse(positionals, values);
    return resumeTraining(values.resume, surroundings);
  }

  const [command, name, ...rest] = ['check', 'ablate'].includes(positionals[0]) ? positionals : ['train', ...positionals];
  if (name === undefined || rest.length > 0)
    throw new UsageError(`mmae-train: expected one EXPERIMENT, got ${JSON.stringify(positionals)}.\n${usage}`);
  if (values.data === undefined) throw new UsageError(`mmae-train: expected --data MANIFEST, got none.\n${usage}`);
  const data = { manifest: values.data, mediaRoot: values['media-root'], columns: toColumnNames(values.column) };
  const shared = { ...surroundings, ...data, engine: toEngine(values.engine), controls: values.controls };
  if (command === 'ablate') {
    const runs = await ablate(name, { ...shared, folder: values.run ?? `runs/${basename(name, '.json')}` });
    return void process.stdout.write(runs.map((run) => `${toPrintable(run)}\n`).join(''));
  }

  const overrides = values.seed === undefined ? values.set : [...values.set, `seed=${values.seed}`];
  const experiment = loadExperiment(name, overrides);
  if (command === 'check') return checkData(experiment, shared);
  await startTraining(experiment, { ...shared, folder: values.run ?? `runs/${experiment.name}-${experiment.seed}` });
}

/** @throws UsageError where a run that has its settings is given others */
function expectNothingElse(positionals: readonly string[], values: ReturnType<typeof parse>['values']): void {
  const { data, run, seed, set, column, controls, engine, 'media-root': mediaRoot } = values;
  const given = Object.entries({ data, run, seed, set, column, controls, engine, 'media-root': mediaRoot })
    .filter(([name, value]) => !['undefined', 'false', ''].includes(String(value)) && !(name === 'engine' && value === 'auto'))
    .map(([name]) => `--${name}`);
  const others = [...positionals, ...given];
  if (others.length === 0) return;
  throw new UsageError(
    `mmae-train: expected --resume DIR without settings, which the run has, got ${others.join(', ')}. Leave them out, or start a new run.`,
  );
}

function toEngine(name: string): EngineName | 'auto' {
  const known = ['auto', ...engineNames];
  if (known.includes(name)) return name as EngineName | 'auto';
  throw new UsageError(`mmae-train: expected --engine of ${known.join(', ')}, got ${JSON.stringify(name)}. Leave it out for the fastest.`);
}

function toSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && Number.isFinite(seconds)) return seconds;
  throw new UsageError(`mmae-train: expected --checkpoint-seconds of 0 or more, got ${JSON.stringify(text)}. Give a number of seconds.`);
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`mmae-train: ${(error as Error).message}\n${usage}`);
  }
}
