// `nx ablate <package>` and `npm run ablations [package…]`: trains the ablations of the packages (ablations/*.json) on the sample corpus, or on MMAE_DATA,
// and prints the answers. Runs are kept in runs/ablations, so a second call trains only new ones. Answers on the sample corpus are written to
// docs/ablations.md.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packagesWithQuestions, replaceSection } from './answers.ts';
import { workspace } from '../workspace.ts';

const corpus = 'packages/sample-corpus/corpus';
const data = process.env.MMAE_DATA ?? corpus;
const document = join(workspace, 'docs/ablations.md');

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : packagesWithQuestions(workspace)) {
  for (const file of readdirSync(join(workspace, 'packages', name, 'ablations')).sort()) {
    const heading = `${name}: ${basename(file, '.json')}`;
    const answer = answerOf(join('packages', name, 'ablations', file), join('runs/ablations', name, basename(file, '.json')));
    process.stdout.write(`${heading}\n\n${answer}\n`);
    if (data === corpus) writeFileSync(document, replaceSection(readFileSync(document, 'utf8'), heading, answer));
  }
}

/** Trains missing runs and scores all. @returns Markdown */
function answerOf(question: string, folder: string): string {
  command('apps/trainer/bin/mmae-train.js', 'ablate', question, '--data', data, '--run', folder);
  return command('apps/reporter/bin/mmae-report.js', 'ablation', folder, '--markdown');
}

/** Runs a command of the apps, with its progress on stderr. @returns its stdout; if it fails, this process exits with its exit code */
function command(bin: string, ...args: string[]): string {
  const { status, stdout } = spawnSync(process.execPath, [bin, ...args], {
    cwd: workspace,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}
