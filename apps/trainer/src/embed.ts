import { toPrintable } from '@mmae/input';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { toColumnNames } from './column-names.ts';
import { embedNewMedia } from './embed-new-media.ts';
import { exitCodeOf } from './exit-code.ts';
import { toFeatureFiles } from './new-media-plan.ts';
import { progressOn } from './progress.ts';
import { UsageError } from './usage-error.ts';

const usage = `usage: mmae-embed RUN --data MANIFEST [--out DIR] [--features MODALITY=FILE …] [--media-root DIR] [--column OURS=THEIRS …] [--verify]

New media through a trained run: what is new, and which of the run's modalities it has, the manifest says.

RUN         a folder that mmae-train wrote, wherever it lies now
MANIFEST    a manifest.csv (as spreadsheets write it) or .jsonl with some of the run's modalities as columns, or a folder that holds one
--column    what MANIFEST calls a column of ours: --column id=Signatur
--features  for a modality that RUN learnt from ready-made features: the new samples' own, .npy or .safetensors with a row a sample id
--out       a new folder; RUN's name and "-embedded" where it is not given

In --out:   embeddings/mmae.safetensors, samples.csv (its rows), tags.csv, neighbours.csv (nearest training samples),
            unlike.csv (what is unlike all that was trained on), skipped.csv
`;

/** The command `mmae-embed`. */
export async function mmaeEmbed(args = process.argv.slice(2)): Promise<void> {
  process.exitCode = await exitCodeOf(async (signal) => {
    const { values, positionals } = parse(args);
    if (values.help) return void process.stdout.write(usage);
    if (positionals.length !== 1 || values.data === undefined)
      throw new UsageError(`mmae-embed: expected one RUN and --data MANIFEST, got ${JSON.stringify(args)}.\n${usage}`);
    const [folder] = positionals;
    const out = values.out ?? `${basename(resolve(folder))}-embedded`;
    const columns = toColumnNames(values.column);
    const data = { manifest: values.data, mediaRoot: values['media-root'], columns, verify: values.verify };
    await embedNewMedia({ folder, out, ...data, features: toFeatureFiles(values.features), progress: progressOn(process.stderr), signal });
    process.stdout.write(`${toPrintable(out)}\n`);
  });
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        out: { type: 'string' },
        features: { type: 'string', multiple: true, default: [] },
        'media-root': { type: 'string' },
        column: { type: 'string', multiple: true, default: [] },
        verify: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`mmae-embed: ${(error as Error).message}\n${usage}`);
  }
}
