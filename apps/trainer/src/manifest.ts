import { writeFolderManifest, type FileNote, type FolderManifest, type FolderProgress } from '@mmae/media-folder';
import { toPrintable } from '@mmae/input';
import { basename, dirname } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { toCell } from './to-cell.ts';

const usage = `usage: mmae-train manifest FOLDER [--out FILE] [--pair stem|folder] [--label folder] [--group folder]

FOLDER      a folder of images, audio, videos and texts, with subfolders; files that are not used are listed on stdout, PATH⇥REASON
--out       the manifest, FOLDER/manifest.csv where it is not given; one that exists is never overwritten
--pair      files of one name (stem) or of one folder are a row; found out where it is not given
--label     the name of the folder that an item is in becomes its label
--group     the path of the folder that an item is in becomes its group: items of a group land in the same split
`;

const options = {
  out: { type: 'string' },
  pair: { type: 'string' },
  label: { type: 'string' },
  group: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options'];

/**
 * `mmae-train manifest`: writes a manifest of a folder of media. Every file that is not used is a line on stdout with the reason;
 * counts of the reasons and the next command are on stderr.
 *
 * @throws UsageError where the folder has no media, or an option is none of those that are known
 */
export async function manifestCommand(args: string[], { progress, signal }: Pick<Surroundings, 'progress' | 'signal'>): Promise<void> {
  const { values, positionals } = parse(args);
  if (values.help) return void process.stdout.write(usage);
  const [folder, ...rest] = positionals;
  if (folder === undefined || rest.length > 0) {
    throw new UsageError(`mmae-train: expected manifest with one FOLDER, got ${JSON.stringify(positionals)}.\n${usage}`);
  }
  const manifest = await writeFolderManifest(folder, {
    ...{ out: values.out, signal, pair: oneOf('--pair', values.pair, ['stem', 'folder']) },
    labelFromFolder: oneOf('--label', values.label, ['folder']) !== undefined,
    groupFromFolder: oneOf('--group', values.group, ['folder']) !== undefined,
    onProgress: (step) => progress.update(progressLine(step)),
  });
  for (const { path, reason } of manifest.notes) process.stdout.write(`${toCell(path)}\t${toCell(reason)}\n`);
  for (const line of summary(manifest)) progress.say(toPrintable(line));
  if (manifest.numRows === 0) {
    throw new UsageError(
      `mmae-train: expected images, audio, videos or texts in ${toPrintable(folder)}, got none. Name a folder that has some.`,
    );
  }
  progress.say(toPrintable(`${manifest.file}\nnext: ${nextCommand(folder, manifest)}`));
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`mmae-train: ${(error as Error).message}\n${usage}`);
  }
}

function oneOf<Known extends string>(option: string, value: string | undefined, known: readonly Known[]): Known | undefined {
  const found = known.find((one) => one === value);
  if (value === undefined || found !== undefined) return found;
  throw new UsageError(`mmae-train: expected ${option} ${known.join(' or ')}, got ${JSON.stringify(value)}. Leave it out, or write it so.`);
}

const verbs = { find: 'files found so far', identify: 'files looked into', write: 'rows written' } as const;
const progressLine = ({ step, done, total }: FolderProgress) => `${done}${total === undefined ? '' : ` of ${total}`} ${verbs[step]}`;

function summary({ pairing: { rule, numPaired }, numRows, numWith, notes, numIgnored }: FolderManifest): string[] {
  const other = rule === 'stem' ? 'folder' : 'stem';
  const lines = [
    `paired by ${rule}: ${ruleText[rule]}; --pair ${other} would pair ${numPaired[other]} rows, this pairs ${numPaired[rule]}`,
    `${numRows} ${numRows === 1 ? 'row' : 'rows'}: ${numWith.image} with an image, ${numWith.audio} with audio, ${numWith.text} with a text; ${numWith.several} with two or more`,
  ];
  if (numWith.several === 0 && numRows > 1) {
    lines.push('no row has two modalities: files that belong together need one name (a1.jpg, a1.txt) or a folder of their own');
  }
  if (numWith.video > 0) lines.push(`${numWith.video} of the audio files are videos: only their audio is used`);
  if (notes.length > 0) lines.push(`not used, or not completely (${notes.length}, listed on stdout): ${causes(notes)}`);
  if (numIgnored > 0) lines.push(`${numIgnored} hidden or system files and folders were not opened`);
  return lines;
}

const ruleText = {
  stem: 'files of one name (a1.jpg, a1.wav, a1.txt) are one row',
  folder: 'files of one folder are one row',
} as const;

/** "12 not media, 3 empty", the most frequent first. */
function causes(notes: readonly FileNote[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of notes) {
    const [cause] = reason.split(':');
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([cause, count]) => `${count} ${cause}`)
    .join('; ');
}

function nextCommand(folder: string, { file, mediaRoot }: FolderManifest): string {
  const isInside = dirname(file) === mediaRoot && basename(file) === 'manifest.csv';
  const data = isInside ? quoted(folder) : `${quoted(file)} --media-root ${quoted(folder)}`;
  return `mmae-train quick --data ${data} --run ${quoted(`runs/${basename(mediaRoot)}`)}`;
}

/** As a shell takes it for one word. */
const quoted = (text: string) => (/^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);
