import { toPrintable } from '@mmae/input';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { resolve } from 'node:path';
import { compileManifest, expectInside } from '../compile/compile-manifest.ts';
import { fetchParts, verifyParts } from '../fetch/fetch-parts.ts';
import { defaultSources, fixedParts, hubParts, type Sources } from '../fetch/luma-parts.ts';
import { LumaError } from '../luma-error.ts';
import { lumaSamples } from '../samples/luma-samples.ts';
import { lumaStats } from '../stats/luma-stats.ts';
import type { Uncertainty } from '../uncertainty/options.ts';
import { makeUncertain } from '../uncertainty/samples/make-uncertain.ts';
import { fetchProgress } from './fetch-progress.ts';
import { toUncertainty, uncertaintyFlags, uncertaintyUsage } from './uncertainty-flags.ts';

const usage = `usage: mmae-luma fetch   FOLDER   LUMA and CIFAR into FOLDER; goes on where it was interrupted
       mmae-luma verify  FOLDER   every file's size and sha-256
       mmae-luma compile FOLDER [--out DIR]   a manifest.csv and PNG pictures; DIR lies in FOLDER (default FOLDER/compiled)
       mmae-luma stats   FOLDER   counts, as one JSON document

--hub, --revision, --cifar, --splits   other base addresses, for mirrors and closed networks
--no-ood                               without out-of-distribution triples, which need edm_images.pickle
${uncertaintyUsage}`;

const options = {
  out: { type: 'string' },
  hub: { type: 'string', default: defaultSources.hub },
  revision: { type: 'string', default: defaultSources.revision },
  cifar: { type: 'string', default: defaultSources.cifar },
  splits: { type: 'string', default: defaultSources.splits },
  'no-ood': { type: 'boolean', default: false },
  ...uncertaintyFlags,
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options'];

/** Where a command writes: results on `stdout`, words for people on `stderr`. */
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

interface Job {
  readonly folder: string;
  readonly out?: string;
  readonly ood: boolean;
  readonly uncertainty: Uncertainty | undefined;
  readonly sources: Sources;
  readonly signal: AbortSignal;
}

/**
 * The command `mmae-luma`.
 *
 * @param args after the command's name
 * @returns 0 done, 1 our failure, 2 usage or input, 130 interrupted
 */
export async function mmaeLuma(args: readonly string[], { stdout, stderr }: Streams, signal: AbortSignal): Promise<number> {
  const streams = { stdout: printable(stdout), stderr: printable(stderr) };
  try {
    const { values, positionals } = parsed(args);
    if (values.help) return (streams.stdout.write(usage), 0);
    const [verb, folder, ...rest] = positionals;
    if (!Object.hasOwn(commands, verb ?? '') || folder === undefined || rest.length > 0) throw unknown(args);
    const { out, hub, revision, cifar, splits } = values;
    const job = { folder: resolve(folder), out, ood: !values['no-ood'], uncertainty: toUncertainty(values), signal };
    await commands[verb]({ ...job, sources: { hub, revision, cifar, splits } }, streams);
    return 0;
  } catch (error) {
    if (signal.aborted) return 130;
    streams.stderr.write(`${error instanceof LumaError ? error.message : (error as Error).stack}\n`);
    return error instanceof LumaError ? 2 : 1;
  }
}

/** A stream on which no name or text steers a terminal. */
const printable = (stream: Streams['stdout']): Streams['stdout'] => ({ write: (text) => stream.write(toPrintable(text)) });

const unknown = (args: readonly string[]) =>
  new LumaError(`mmae-luma: expected a command and a folder, got ${JSON.stringify(args)}.\n${usage}`);

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new LumaError(`mmae-luma: ${(error as Error).message}\n${usage}`);
  }
}

const partsOf = async ({ sources, signal }: Job) => [...fixedParts(sources), ...(await hubParts(sources, { signal }))];

const commands: Readonly<Record<string, (job: Job, streams: Streams) => Promise<void>>> = {
  async fetch(job, { stdout, stderr }) {
    const parts = await partsOf(job);
    await fetchParts(job.folder, parts, { signal: job.signal, ...fetchProgress((line) => stderr.write(line)) });
    stdout.write(`${job.folder}\n`);
  },
  async verify(job, { stdout }) {
    const wrong = await verifyParts(job.folder, await partsOf(job));
    for (const { name, reason } of wrong) stdout.write(`${name}\t${reason}\n`);
    if (wrong.length > 0)
      throw new LumaError(`verify: expected every part whole, got ${wrong.length} that are not. Run mmae-luma fetch again.`);
  },
  async compile({ folder, out = `${folder}/compiled`, ood, uncertainty }, { stdout, stderr }) {
    const source = await lumaSamples(folder, { ood, uncertainty });
    const target = expectInside(resolve(out), folder);
    const { samples, skipped } = uncertainty ? await makeUncertain(source.samples, { source: folder, out: target }, uncertainty) : { samples: source.samples, skipped: [] }; // prettier-ignore
    for (const { id, file, reason } of [...source.skipped, ...skipped]) stderr.write(`${id}: ${file}: ${reason}\n`);
    stdout.write(`${await compileManifest(samples, folder, target)}\n`);
    stderr.write(`train with --data ${out} --media-root ${folder}\n`);
  },
  async stats({ folder, ood, uncertainty }, { stdout }) {
    const { samples, skipped, clipSeconds } = await lumaSamples(folder, { ood, uncertainty });
    stdout.write(`${JSON.stringify({ ...lumaStats(samples, clipSeconds), numSkipped: skipped.length }, undefined, 2)}\n`);
  },
};
