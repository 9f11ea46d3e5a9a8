import { saveEvaluation } from '@mmae/run-folder';
import { writeFileAtomically } from '@mmae/files';
import type { Matrix } from '@mmae/matrix';
import { evaluateRun, type EvaluationOptions, loadRun, type Results, type Run } from '@mmae/scoring';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startLayouts, type Layouts } from '../map/layouts.ts';
import { mapPoints } from '../map/map-data.ts';
import type { Terminal } from '../terminal.ts';
import { asCsv, asJson, asMarkdown, asTable } from '../text/formats.ts';
import { UsageError } from '../usage-error.ts';
import { wholeNumber } from './whole-number.ts';

const formats = { table: asTable, json: asJson, csv: asCsv, markdown: asMarkdown };

interface ReportArguments {
  readonly folders: readonly string[];
  readonly html: string | undefined;
  readonly tensorboard: string | undefined;
  readonly format: keyof typeof formats;
  readonly seed: number;
  readonly numDraws: number | undefined;
}

/** `mmae-report RUN…`: scores runs, writes what belongs into them, prints the measures. */
export async function reportCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { folders, html, tensorboard, format, seed, numDraws } = parse(args);
  const all: Results[] = [];
  let layouts: (() => Promise<Layouts>) | undefined; // of the run whose page is written
  for (const folder of folders) {
    const run = await loadRun(folder);
    const onJoint = (joint: Matrix) => {
      if (folders.length === 1) layouts = startLayouts({ points: mapPoints(run, joint), seed });
    };
    all.push(named(await scoreRun(run, { seed, numDraws, onJoint }, terminal), folders));
  }
  await writePage(all, html, layouts, terminal);
  if (tensorboard !== undefined) {
    await (await import('../export/tensorboard.ts')).writeTensorboard(tensorboard, all);
    terminal.error(`tensorboard --logdir ${tensorboard}\n`);
  }
  terminal.out(formats[format](all));
}

function parse(args: readonly string[]): ReportArguments {
  const { positionals: folders, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      html: { type: 'string' },
      tensorboard: { type: 'string' },
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
      markdown: { type: 'boolean' },
      seed: { type: 'string', default: '0' },
      draws: { type: 'string' },
    },
  });
  const chosen = (['json', 'csv', 'markdown'] as const).filter((format) => values[format]);
  if (folders.length === 0) throw new UsageError('mmae-report: expected at least one RUN folder, got none. mmae-report --help tells more.');
  if (chosen.length > 1) throw new UsageError(`mmae-report: expected one of --json, --csv, --markdown, got ${chosen.length}. Leave one.`);
  return {
    folders,
    html: values.html,
    tensorboard: values.tensorboard,
    format: chosen[0] ?? 'table',
    seed: wholeNumber('--seed', values.seed),
    numDraws: values.draws === undefined ? undefined : wholeNumber('--draws', values.draws),
  };
}

async function scoreRun(run: Run, options: Omit<EvaluationOptions, 'onProgress'>, terminal: Terminal): Promise<Results> {
  for (const remark of run.remarks) terminal.error(`${run.folder}: ${remark}\n`);
  const results = await evaluateRun(run, { ...options, onProgress: (message) => terminal.error(`${run.name}: ${message}\n`) });
  const remarks = results.run.remarks.filter((remark) => !run.remarks.includes(remark));
  for (const sentence of [...remarks, ...results.leftOut.map((left) => `left out: ${left}`)]) terminal.error(`${run.name}: ${sentence}\n`);
  await saveEvaluation(run.folder, results.evaluation);
  return results;
}

/** A run by the name of its folder, or by the whole path where two folders have that name. */
function named(results: Results, folders: readonly string[]): Results {
  const { run } = results;
  const isAlone = folders.filter((folder) => basename(resolve(folder)) === run.name).length === 1;
  return isAlone ? results : { ...results, run: { ...run, name: run.folder } };
}

/** The page of one run goes into its folder, unless it is named; that of several only where it is named. */
async function writePage(
  all: readonly Results[],
  html: string | undefined,
  layouts: (() => Promise<Layouts>) | undefined,
  terminal: Terminal,
): Promise<void> {
  const file = html ?? (all.length === 1 ? join(all[0].run.folder, 'report.html') : undefined);
  if (file === undefined) return;
  terminal.error('writing the page\n');
  await writeFileAtomically(file, await pageOf(all, layouts));
  terminal.error(`report: ${file}\n`);
}

async function pageOf(all: readonly Results[], layouts: (() => Promise<Layouts>) | undefined): Promise<string> {
  if (!layouts) return (await import('../page/compare-page.ts')).comparePage(all);
  const { reportPage } = await import('../page/page.ts');
  return reportPage(...(await withLayouts(all[0], layouts)));
}

/** A map that cannot be laid out costs the map, and is named. */
async function withLayouts(results: Results, layouts: () => Promise<Layouts>): Promise<[Results, Layouts]> {
  try {
    return [results, await layouts()];
  } catch (error) {
    const { run } = results;
    return [{ ...results, run: { ...run, remarks: [...run.remarks, `The map could not be laid out: ${(error as Error).message}`] } }, {}];
  }
}
