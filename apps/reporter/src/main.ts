import { terminalOn, type Terminal } from './terminal.ts';
import { usage } from './usage.ts';
import { UsageError } from './usage-error.ts';

/**
 * The command `mmae-report`.
 *
 * @returns the exit code: 0 done, 1 a failure of ours, 2 usage or input
 */
export async function mmaeReport(args: readonly string[], terminal = terminalOn(process.stdout, process.stderr)): Promise<number> {
  try {
    await run(args, terminal);
    return 0;
  } catch (error) {
    return report(error, terminal);
  }
}

/** Each command is loaded when it is asked for: `--help` waits for none of them. */
async function run([first, ...rest]: readonly string[], terminal: Terminal): Promise<void> {
  if (first === undefined)
    throw new UsageError('mmae-report: expected a RUN folder or a command, got nothing. mmae-report --help tells more.');
  if (first === 'help' || [first, ...rest].some((arg) => arg === '--help' || arg === '-h')) return terminal.out(usage);
  if (first === 'score') return (await import('./commands/score.ts')).scoreCommand(rest, terminal);
  if (first === 'search') return (await import('./commands/search.ts')).searchCommand(rest, terminal);
  if (first === 'ablation') return (await import('./commands/ablation.ts')).ablationCommand(rest, terminal);
  return (await import('./commands/report.ts')).reportCommand([first, ...rest], terminal);
}

const inputErrors = ['InputError', 'UsageError', 'RunFolderError', 'RangeError', 'UnusableMediaError'];

function report(error: unknown, terminal: Terminal): number {
  const { name = '', message = String(error), stack = message, code = '' } = error as Error & { code?: string };
  const isInput = inputErrors.includes(name) || code.startsWith('ERR_PARSE_ARGS') || ['ENOENT', 'EISDIR', 'EACCES'].includes(code);
  terminal.error(isInput ? `${message}\n` : `mmae-report failed; this is a defect of ours:\n${stack}\n`);
  return isInput ? 2 : 1;
}
