import { Argument, Command, type CommandContext } from '@mmae/command-line';
import { archiveOption } from '../archive-option.ts';

export const verdicts = ['accept', 'reject', 'add', 'retract'] as const;

const decideHelp = `
accept and reject answer a label that a run proposes, add gives one that no run does, retract withdraws what was decided before.
The id of a sample may be shortened to its first digits. The id of the decision is printed: mmae-archive undo takes it back.`;

/** `mmae-archive decide`: what a person says about a label of a sample. */
export const decideCommand = (context: CommandContext) =>
  new Command('decide')
    .description('Accepts, rejects, adds or retracts a label of a sample. No run overrules it.')
    .argument('<id>', 'the id of a sample')
    .argument('<label>', 'a label')
    .addArgument(new Argument('<verdict>', 'what is decided').choices(verdicts))
    .requiredOption('--who <name>', 'who decides')
    .option('--concept <qcode>', 'the concept that the label means, such as medtop:04000000')
    .addOption(archiveOption())
    .addHelpText('after', decideHelp)
    .action(async (id, label, verdict, options) =>
      (await import('../decisions/decide.ts')).decide({ id, label, verdict, ...options }, context),
    );

/** `mmae-archive undo`: takes a decision back. */
export const undoCommand = (context: CommandContext) =>
  new Command('undo')
    .description('Restores what held before a decision. Both stay in decisions.jsonl.')
    .argument('<decision>', 'the id of a decision')
    .requiredOption('--who <name>', 'who takes it back')
    .addOption(archiveOption())
    .action(async (decision, options) => (await import('../decisions/decide.ts')).undo({ decision, ...options }, context));
