import type { CommandContext } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { saveEvaluation } from '@mmae/run-folder';
import { writeFileAtomically } from '@mmae/files';
import type { Matrix } from '@mmae/matrix';
import { evaluateRun, type EvaluationOptions, loadRun, type Results, type Run } from '@mmae/scoring';
import { existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { startLayouts, type Layouts } from '../map/layouts.ts';
import { mapPoints } from '../map/map-data.ts';
import { asCsv, asJson, asMarkdown, asTable } from '../text/formats.ts';

const formats = { table: asTable, json: asJson, csv: asCsv, markdown: asMarkdown };

export interface ReportOptions {
  /** file of the page */
  readonly html?: string;
  /** folder of event files and projector tables */
  readonly tensorboard?: string;
  readonly json?: true;
  readonly csv?: true;
  readonly markdown?: true;
  readonly seed: number;
  /** of the bootstrap */
  readonly draws?: number;
}

/** `mmae-report RUN…`: scores runs, writes the evaluation and the page, prints the measures. */
export async function reportRuns(folders: readonly string[], options: ReportOptions, context: CommandContext): Promise<void> {
  if (folders.length === 0) throw new InputError('mmae-report: expected a RUN folder or a command, got nothing. See mmae-report --help.');
  const { html, tensorboard, seed, draws: numDraws } = options;
  await checkWritable(folders, html);
  const all: Results[] = [];
  let layouts: (() => Promise<Layouts>) | undefined; // of the run whose page is written
  for (const folder of folders) {
    const run = await loadRun(folder);
    const onJoint = (joint: Matrix) => {
      if (folders.length === 1) layouts = startLayouts({ points: mapPoints(run, joint), seed });
    };
    all.push(named(await scoreRun(run, { seed, numDraws, onJoint }, context), folders));
  }
  await writePage(all, html, layouts, context);
  if (tensorboard !== undefined) {
    await (await import('../export/tensorboard.ts')).writeTensorboard(tensorboard, all);
    context.progress.say(`tensorboard --logdir ${tensorboard}`);
  }
  const format = (['json', 'csv', 'markdown'] as const).find((name) => options[name]) ?? 'table';
  context.print(formats[format](all));
}

/** Fails before anything is computed if a result could not be written. @throws an error of the file system that names the folder */
async function checkWritable(folders: readonly string[], html: string | undefined): Promise<void> {
  for (const folder of folders) if (existsSync(folder)) await access(folder, constants.W_OK); // loadRun names folders that do not exist
  if (html !== undefined) await access(dirname(resolve(html)), constants.W_OK);
}

async function scoreRun(run: Run, options: Omit<EvaluationOptions, 'onProgress'>, { progress }: CommandContext): Promise<Results> {
  for (const remark of run.remarks) progress.say(`${run.folder}: ${remark}`);
  const results = await evaluateRun(run, { ...options, onProgress: (message) => progress.update(`${run.name}: ${message}`) });
  const remarks = results.run.remarks.filter((remark) => !run.remarks.includes(remark));
  for (const sentence of [...remarks, ...results.leftOut.map((left) => `not reported: ${left}`)]) progress.say(`${run.name}: ${sentence}`);
  await saveEvaluation(run.folder, results.evaluation);
  return results;
}

/** Results under the name of the run's folder, or under its whole path if another run has the same name. */
function named(results: Results, folders: readonly string[]): Results {
  const { run } = results;
  const isAlone = folders.filter((folder) => basename(resolve(folder)) === run.name).length === 1;
  return isAlone ? results : { ...results, run: { ...run, name: run.folder } };
}

/** Writes the page: of one run into its folder unless `html` is given, of several only if it is given. */
async function writePage(
  all: readonly Results[],
  html: string | undefined,
  layouts: (() => Promise<Layouts>) | undefined,
  { progress }: CommandContext,
): Promise<void> {
  const file = html ?? (all.length === 1 ? join(all[0].run.folder, 'report.html') : undefined);
  if (file === undefined) return;
  progress.update('writing the page');
  await writeFileAtomically(file, await pageOf(all, layouts));
  progress.say(`report: ${file}`);
}

async function pageOf(all: readonly Results[], layouts: (() => Promise<Layouts>) | undefined): Promise<string> {
  if (!layouts) return (await import('../page/compare-page.ts')).comparePage(all);
  const { reportPage } = await import('../page/page.ts');
  return reportPage(...(await withLayouts(all[0], layouts)));
}

/** If the map cannot be laid out, the page has no map and says why. */
async function withLayouts(results: Results, layouts: () => Promise<Layouts>): Promise<[Results, Layouts]> {
  try {
    return [results, await layouts()];
  } catch (error) {
    const { run } = results;
    return [{ ...results, run: { ...run, remarks: [...run.remarks, `The map could not be laid out: ${(error as Error).message}`] } }, {}];
  }
}
