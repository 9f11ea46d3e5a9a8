import { toTableRow, type CommandContext } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { writeFolderManifest, type FileNote, type FolderManifest, type FolderProgress } from '@mmae/media-folder';
import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { DetectorName } from '@mmae/programme';
import { expectShots, openFilmReader } from '@mmae/film-reader';

export interface ManifestOptions {
  /** file of the manifest */
  readonly out?: string;
  readonly pair?: 'stem' | 'folder';
  readonly label?: 'folder';
  readonly group?: 'folder';
  readonly replace?: boolean;
  readonly films: 'shots' | 'audio';
  /** folder of stills and audio of shots */
  readonly mediaFolder?: string;
  readonly language?: string;
  readonly detector: DetectorName;
  /** prints the transcript of `{wav}`, for films without subtitles */
  readonly transcriptCommand?: string;
  /** reads the text in stills, for films without subtitles */
  readonly ocr?: boolean;
}

const withoutFfmpeg = '--films audio takes their audio only, which needs no ffmpeg';

/**
 * `mmae-train manifest`: writes a manifest of a folder of media, with a row for each shot of a film. Every file that is not used is a row on stdout with the reason; a summary and
 * the command to run next are on stderr.
 *
 * @throws InputError if the folder has no media
 */
export async function writeManifest(folder: string, options: ManifestOptions, context: CommandContext): Promise<void> {
  const { out, pair, label, group, replace } = options;
  const { print, progress, signal } = context;
  const onProgress = (step: FolderProgress) => progress.update(progressLine(step));
  const columns = { labelFromFolder: label !== undefined, groupFromFolder: group !== undefined };
  expectShots(options.films, options);
  const films = options.films === 'shots' ? await openFilmReader(folder, { ...options, withoutFfmpeg }, progress) : undefined;
  const manifest = await writeFolderManifest(folder, { out, signal, pair, replace, films, ...columns, onProgress }).finally(() =>
    films?.close(),
  );
  await films?.finish();
  for (const { path, reason } of manifest.notes) print(toTableRow([path, reason]));
  for (const line of summary(manifest)) progress.say(line);
  if (manifest.numRows === 0) {
    throw new InputError(
      `mmae-train manifest: expected images, audio, films or texts in ${folder}, got none that can be used. Name a folder that has some.`,
    );
  }
  progress.say(`${manifest.file}\nnext: ${nextCommand(folder, manifest)}`);
}

const verbs = { find: 'files found so far', identify: 'files inspected', film: 'films read', write: 'rows written' } as const;
const progressLine = ({ step, done, total }: FolderProgress) => `${done}${total === undefined ? '' : ` of ${total}`} ${verbs[step]}`;

function summary({ pairing: { rule, numPaired }, numRows, numWith, numFilms, numShots, notes, numIgnored }: FolderManifest): string[] {
  const other = rule === 'stem' ? 'folder' : 'stem';
  const lines = [
    `paired by ${rule}: ${ruleText[rule]}; --pair ${other} would pair ${numPaired[other]} rows, this pairs ${numPaired[rule]}`,
    `${numRows} ${numRows === 1 ? 'row' : 'rows'}: ${numWith.image} with an image, ${numWith.audio} with audio, ${numWith.text} with a text; ${numWith.several} with two or more`,
  ];
  if (numWith.several === 0 && numRows > 1) {
    lines.push('no row has two modalities: files that belong together need one name (a1.jpg, a1.txt) or a folder of their own');
  }
  if (numFilms > 0) lines.push(`${numFilms} ${numFilms === 1 ? 'film gives' : 'films give'} ${numShots} of the rows, one for each shot`);
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
  const isInFolder = mediaRoot === realpathSync(folder);
  const isInside = dirname(file) === mediaRoot && basename(file) === 'manifest.csv';
  const root = isInFolder ? folder : mediaRoot;
  const data = isInside ? quoted(folder) : `${quoted(file)} --media-root ${quoted(root)}`;
  return `mmae-train quick --data ${data} --run ${quoted(`runs/${basename(realpathSync(folder))}`)}`;
}

/** Quoted as one argument for a shell. */
const quoted = (text: string) => (/^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);
