import { scoreAblation } from '@mmae/scoring';
import { parseArgs } from 'node:util';
import { ablationAsJson, ablationAsMarkdown, ablationAsTable } from '../text/ablation-text.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { wholeNumber } from './whole-number.ts';

/** `mmae-report ablation DIR`: what the runs of `mmae-train ablate` answer. */
export async function ablationCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      seed: { type: 'string', default: '0' },
      draws: { type: 'string' },
    },
  });
  if (positionals.length !== 1)
    throw new UsageError(`ablation: expected one DIR of mmae-train ablate, got ${positionals.length}. mmae-report --help tells more.`);
  if (values.json && values.markdown) throw new UsageError('ablation: expected --json or --markdown, got both. Leave one.');
  const scored = await scoreAblation(positionals[0], {
    seed: wholeNumber('--seed', values.seed),
    numDraws: values.draws === undefined ? undefined : wholeNumber('--draws', values.draws),
    onProgress: (message) => terminal.error(`${message}\n`),
  });
  const format = values.json ? ablationAsJson : values.markdown ? ablationAsMarkdown : ablationAsTable;
  terminal.out(format(scored));
}
