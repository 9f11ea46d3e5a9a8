import { execFileSync } from 'node:child_process';
import { command } from '../workspace.ts';

type Step = Parameters<typeof command>;

export interface FinishOptions {
  /** packages whose public API changed, by the names of their folders */
  readonly packages: readonly string[];
  /** whether a package was added, which npm links and the diagram shows */
  readonly isNewPackage?: boolean;
  /** print the commands instead of running them */
  readonly skipFinish?: boolean;
}

/** Runs what remains after the files are written: links, references, schemas, diagram, and the reports of the changed public APIs. */
export function finish(folder: string, { packages, isNewPackage = false, skipFinish = false }: FinishOptions): void {
  const link: Step[] = [
    ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund'],
    ['nx', 'sync'],
    ['npm', 'run', 'docs', '--', '--graph'],
  ];
  const steps: Step[] = [
    ...(isNewPackage ? link : []),
    ['npm', 'run', 'schemas'],
    ['tsc', '--build', ...packages.map((name) => `packages/${name}`)],
    ['npm', 'run', 'api', '--', ...packages],
  ];
  if (skipFinish) return void process.stdout.write(`\nTo finish:\n${steps.map((step) => `  ${toLine(step)}\n`).join('')}`);
  for (const step of steps) execFileSync(...command(...step), { cwd: folder, stdio: 'inherit' });
}

const toLine = ([tool, ...args]: Step) => [tool === 'npm' ? 'npm' : `npx ${tool}`, ...args].join(' ');
