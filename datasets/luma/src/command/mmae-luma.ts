import { Command, runCommandLine, toTableRow, type CommandContext, type OutputStreams } from '@mmae/command-line';
import { resolve } from 'node:path';
import { compileManifest, expectInside } from '../compile/compile-manifest.ts';
import { fetchParts, verifyParts } from '../fetch/fetch-parts.ts';
import { defaultSources, fixedParts, hubParts, type Sources } from '../fetch/luma-parts.ts';
import { LumaError } from '../files/luma-file.ts';
import { lumaSamples } from '../samples/luma-samples.ts';
import { lumaStats } from '../stats/luma-stats.ts';
import { makeUncertain } from '../uncertainty/samples/make-uncertain.ts';
import { downloadProgress } from './download-progress.ts';
import { samplesCommand, toLumaOptions } from './sample-options.ts';

/** The command `mmae-luma`: returns its exit code. */
export const mmaeLuma = (args: readonly string[], streams: OutputStreams = process): Promise<number> =>
  runCommandLine(defineLuma, args, streams);

function defineLuma(context: CommandContext) {
  return new Command('mmae-luma')
    .description('Downloads the LUMA data set, and writes it as a manifest for mmae-train.')
    .addCommand(fetchCommand(context))
    .addCommand(verifyCommand(context))
    .addCommand(compileCommand(context))
    .addCommand(statsCommand(context));
}

function fetchCommand({ print, progress, signal }: CommandContext) {
  return sourceCommand('fetch', 'where LUMA is or will be')
    .description('Downloads LUMA and CIFAR, about 3.5 GB; resumes an interrupted download.')
    .action(async (folder, sources) => {
      const target = resolve(folder);
      const parts = await partsOf(sources, signal);
      await fetchParts(target, parts, { signal, ...downloadProgress(progress) });
      print(`${target}\n`);
    });
}

function verifyCommand({ print, signal }: CommandContext) {
  return sourceCommand('verify', 'the folder of LUMA')
    .description('Checks the size and SHA-256 of every file.')
    .action(async (folder, sources) => {
      const wrong = await verifyParts(resolve(folder), await partsOf(sources, signal));
      for (const { name, reason } of wrong) print(toTableRow([name, reason]));
      if (wrong.length > 0)
        throw new LumaError(`verify: expected every file complete, got ${wrong.length} that are not. Run mmae-luma fetch again.`);
    });
}

function compileCommand({ print, progress }: CommandContext) {
  return samplesCommand('compile')
    .option('--out <folder>', 'where the manifest and the images go, inside FOLDER (default: FOLDER/compiled)')
    .description('Writes manifest.csv and the images as PNG files.')
    .action(async (given, { out, ...options }) => {
      const folder = resolve(given);
      const target = expectInside(resolve(out ?? `${folder}/compiled`), folder);
      const lumaOptions = toLumaOptions(options);
      const source = await lumaSamples(folder, lumaOptions);
      const { samples, skipped } = lumaOptions.uncertainty
        ? await makeUncertain(source.samples, { source: folder, out: target }, lumaOptions.uncertainty)
        : { samples: source.samples, skipped: [] };
      for (const { id, file, reason } of [...source.skipped, ...skipped]) progress.say(`${id}: ${file}: ${reason}`);
      print(`${await compileManifest(samples, folder, target)}\n`);
      progress.say(`Train with: mmae-train EXPERIMENT --data ${target} --media-root ${folder}`);
    });
}

function statsCommand({ print }: CommandContext) {
  return samplesCommand('stats')
    .description('Counts classes, sources, voices and texts: one JSON document.')
    .action(async (folder, options) => {
      const { samples, skipped, clipSeconds } = await lumaSamples(resolve(folder), toLumaOptions(options));
      print(`${JSON.stringify({ ...lumaStats(samples, clipSeconds), numSkipped: skipped.length }, undefined, 2)}\n`);
    });
}

const sourceCommand = (name: string, folder: string) =>
  new Command(name)
    .argument('<folder>', folder)
    .option('--hub <url>', 'base address of the Hugging Face hub or a mirror', defaultSources.hub)
    .option('--revision <commit>', 'revision of the data set on the hub', defaultSources.revision)
    .option('--cifar <url>', 'base address of the CIFAR archives', defaultSources.cifar)
    .option('--splits <url>', 'base address of the official split indices', defaultSources.splits);

const partsOf = async (sources: Sources, signal: AbortSignal) => [...fixedParts(sources), ...(await hubParts(sources, { signal }))];
