import { writeFolderManifest, type FolderManifest, type FolderProgress, type LeftAlone, type PairingRule } from '@mmae/media-folder';
import { toPrintable } from '@mmae/samples';
import { basename, dirname } from 'node:path';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

export interface ManifestCommandOptions extends Pick<Surroundings, 'progress' | 'signal'> {
  readonly out?: string;
  readonly pair?: string;
  readonly label?: string;
  readonly group?: string;
}

/**
 * `mmae-train manifest`: writes a manifest of a folder of media. Every file that it left alone is a line on stdout with the reason,
 * how many there are of each kind and what to type next is on stderr.
 *
 * @throws UsageError where the folder has no media, or an option is none of those that are known
 */
export async function makeManifest(folder: string, { out, pair, label, group, progress, signal }: ManifestCommandOptions): Promise<void> {
  const manifest = await writeFolderManifest(folder, {
    ...{ out, signal, pair: oneOf('--pair', pair, ['stem', 'folder']) as PairingRule | undefined },
    labelFromFolder: oneOf('--label', label, ['folder']) !== undefined,
    groupFromFolder: oneOf('--group', group, ['folder']) !== undefined,
    onProgress: (step) => progress.update(progressLine(step)),
  });
  for (const { path, reason } of manifest.leftAlone) process.stdout.write(`${toCell(path)}\t${toCell(reason)}\n`);
  for (const line of summary(manifest)) progress.say(toPrintable(line));
  if (manifest.numRows === 0) {
    throw new UsageError(
      `mmae-train: expected pictures, sounds or texts in ${toPrintable(folder)}, got none. Name a folder that has some.`,
    );
  }
  progress.say(toPrintable(`${manifest.file}\nnext: ${nextCommand(folder, manifest)}`));
}

function oneOf(option: string, value: string | undefined, known: readonly string[]): string | undefined {
  if (value === undefined || known.includes(value)) return value;
  throw new UsageError(`mmae-train: expected ${option} ${known.join(' or ')}, got ${JSON.stringify(value)}. Leave it out, or write it so.`);
}

const verbs = { find: 'files found', identify: 'files looked into', write: 'rows written' } as const;
const progressLine = ({ step, done, total }: FolderProgress) => `${done}${total === undefined ? '' : ` of ${total}`} ${verbs[step]}`;

function summary({ pairing: { rule, numPaired }, numRows, numWith, leftAlone, numIgnored }: FolderManifest): string[] {
  const other = rule === 'stem' ? 'folder' : 'stem';
  const lines = [
    `paired by ${rule}: ${ruleText[rule]}; --pair ${other} would pair ${numPaired[other]} rows, this pairs ${numPaired[rule]}`,
    `${numRows} rows: ${numWith.image} with a picture, ${numWith.audio} with a sound, ${numWith.text} with a text; ${numWith.several} with two or three of them`,
  ];
  if (numWith.film > 0) lines.push(`${numWith.film} of the sounds are films: only their sound is read`);
  if (leftAlone.length > 0) lines.push(`${leftAlone.length} remarks on files, one a line on stdout: ${causes(leftAlone)}`);
  if (numIgnored > 0) lines.push(`${numIgnored} hidden or system files and folders were not opened`);
  return lines;
}

const ruleText = {
  stem: 'files of one name (a1.jpg, a1.wav, a1.txt) are one row',
  folder: 'files of one folder are one row',
} as const;

/** "12 not media, 3 empty", the most frequent first. */
function causes(leftAlone: readonly LeftAlone[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of leftAlone) {
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

/** A file's name may hold what parts the lines and columns. */
const toCell = (text: string) => toPrintable(text.replaceAll(/[\t\r\n]/g, ' '));
