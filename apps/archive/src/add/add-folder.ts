import { openFilmReader, type FilmOptions } from '@mmae/film-reader';
import { shotsFolderName, writeFolderManifest, type FileNote, type FolderProgress } from '@mmae/media-folder';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { AddContext } from './add-context.ts';
import { addRows } from './add-manifest.ts';
import { filmAsset } from './film-asset.ts';

/** Adds the films of a folder one by one as they are read, then its other media. @returns notes on files that were not used */
export async function addFolder(folder: string, options: FilmOptions, context: AddContext): Promise<readonly FileNote[]> {
  const { archive, writer, job, progress, signal } = context;
  const root = realpathSync(folder);
  for (const path of manifestsIn(root)) progress.say(`${path} is a manifest, which is not read; name it to add its rows`);
  const archiveFolder = realpathSync(archive.folder);
  const mediaFolder = options.mediaFolder ?? defaultMediaFolder(root, archiveFolder);
  const films = await openFilmReader(
    root,
    { ...options, mediaFolder, onFilm: addFilm, onCopy: ({ file }, content) => writer.addCopy(content, file) },
    progress,
  );
  const commonRoot = commonFolder(root, films.mediaFolder);

  function addFilm(film: Parameters<NonNullable<FilmOptions['onFilm']>>[0]): void {
    const { asset, samples } = filmAsset(film, films.mediaFolder, commonRoot);
    writer.put(asset, samples);
    writer.flush();
    job.update({ numDone: film.film.number, numTotal: film.film.numFilms, message: film.film.path });
  }

  const out = join(archiveFolder, 'manifests', `${createHash('sha256').update(root).digest('hex').slice(0, 16)}.csv`);
  const onProgress = (step: FolderProgress) => progress.update(progressLine(step));
  const manifest = await writeFolderManifest(root, {
    ...{ out, replace: true, films, skippedFolders: [archiveFolder], signal, onProgress },
  }).finally(() => films.close());
  const rowNotes =
    manifest.numRows === 0
      ? []
      : await addRows({ manifest: out, mediaRoot: manifest.mediaRoot, pathOf: (id) => id, withoutShots: true }, context);
  await films.finish();
  return [...manifest.notes, ...rowNotes];
}

const manifestsIn = (root: string) =>
  readdirSync(root)
    .filter((name) => /^manifest\.(csv|tsv|txt|jsonl|ndjson)$/.test(name))
    .map((name) => join(root, name));

/** The folder that `mmae-train manifest` uses too, so that shots are there once; in the archive if the folder of media cannot be written. */
function defaultMediaFolder(root: string, archiveFolder: string): string {
  const own = join(root, shotsFolderName);
  return existsSync(own) || isWritable(root) ? own : join(archiveFolder, 'shots');
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The deepest folder that contains both. */
export function commonFolder(a: string, b: string): string {
  const [first, second] = [a.split(sep), b.split(sep)];
  const numCommon = first.findIndex((name, i) => name !== second[i]);
  return (numCommon < 0 ? first : first.slice(0, numCommon)).join(sep) || sep;
}

const verbs = { find: 'files found so far', identify: 'files inspected', film: 'films read', write: 'rows written' } as const;
const progressLine = ({ step, done, total }: FolderProgress) => `${done}${total === undefined ? '' : ` of ${total}`} ${verbs[step]}`;
