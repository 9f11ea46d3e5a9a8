import { Command, runCommandLine, toDuration, toSize, type CommandContext, type OutputStreams } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { setUp } from '@mmae/setup';
import { openOcr } from '../ocr/ocr-engine.ts';
import { readStill } from '../ocr/still-text.ts';
import { ocrRecipe } from '../setup/ocr-recipe.ts';
import { proveOcr } from '../setup/prove-ocr.ts';

/** The command `mmae-ocr`: returns its exit code. */
export const mmaeOcr = (args: readonly string[], streams: OutputStreams = process): Promise<number> =>
  runCommandLine(defineOcr, args, streams);

function defineOcr(context: CommandContext) {
  return new Command('mmae-ocr')
    .description('Sets up text recognition, which reads lower thirds and titles in the stills of films, and tries it.')
    .addCommand(setupCommand(context))
    .addCommand(readCommand(context))
    .addHelpText('after', '\nIt is installed in MMAE_ENGINES, else in ~/.cache/mmae/engines, outside of node_modules.');
}

function setupCommand({ progress, signal }: CommandContext) {
  return new Command('setup')
    .description('Downloads tesseract.js with English, German and French, and verifies it with a line of text.')
    .option('--from <folder>', 'archives downloaded before with npm pack, instead of a download')
    .action(async ({ from }) => {
      signal.addEventListener('abort', () => process.exit(130)); // what is half set up is removed on exit
      const startMs = performance.now();
      const say = (line: string) => progress.say(line);
      const { folder, description, sizeBytes } = await setUp(ocrRecipe({ from, say }), {
        say,
        prove: proveOcr,
        provingMessage: 'Reading a line …',
      });
      say(`${description} reads. ${toSize(sizeBytes)} in ${folder}, ${toDuration((performance.now() - startMs) / 1000)}.`);
    });
}

function readCommand({ print }: CommandContext) {
  return new Command('read')
    .description('Prints the text in an image, line by line.')
    .argument('<image>', 'an image file')
    .action(async (image) => {
      const engine = await openOcr();
      try {
        const text = await readStill(engine, image).catch((error: Error) => {
          throw new InputError(`mmae-ocr read: expected an image, got ${image} (${error.message}). Convert it to JPEG or PNG.`);
        });
        print(text && `${text}\n`);
      } finally {
        await engine.close();
      }
    });
}
