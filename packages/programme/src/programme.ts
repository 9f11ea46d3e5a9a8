import { InputError } from '@mmae/input';
import { probe, type FilmInfo } from '@mmae/video';
import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { contentHash } from './content-hash.ts';
import type { FileStat, FilmStore } from './film-store.ts';

/** A film with the files next to it: an asset. */
export interface Programme {
  /** SHA-256 of the content of the film, in hexadecimal digits */
  readonly id: string;
  /** absolute */
  readonly file: string;
  /** relative to the root, with forward slashes */
  readonly path: string;
  readonly stat: FileStat;
  readonly subtitles: readonly SubtitleFile[];
  /** What the film consists of. It is probed at the first call. @throws InputError if it cannot be used */
  info(signal?: AbortSignal): Promise<FilmInfo>;
}

export interface SubtitleFile {
  /** absolute */
  readonly file: string;
  /** for notes */
  readonly path: string;
  /** that its name gives */
  readonly language?: string;
}

export interface ProgrammeOptions {
  /** the folder that `path` is relative to; default: the folder of the film */
  readonly root?: string;
  readonly subtitles?: readonly SubtitleFile[];
  /** knows the hashes of films that have not changed */
  readonly store?: FilmStore;
  readonly signal?: AbortSignal;
}

/** Opens a film. Its content is hashed, unless the store knows it. @throws InputError if it is not a file that can be read */
export async function openProgramme(file: string, { root, subtitles = [], store, signal }: ProgrammeOptions = {}): Promise<Programme> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new InputError(`openProgramme: expected a film, got ${file}, which is not a file. Name a file.`);
    const id = store ? await store.hashOf(file, found, signal) : await contentHash(file, signal);
    const path = root === undefined ? file : relative(root, file).replaceAll(sep, '/');
    let info: Promise<FilmInfo> | undefined;
    return { id, file, path, stat: found, subtitles, info: (stop) => (info ??= probe(file, { signal: stop })) };
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined || signal?.aborted) throw error;
    throw new InputError(
      `openProgramme: expected a film that can be read, got ${file} (${code}). Check its permissions, or copy it again.`,
      {
        cause: error,
      },
    );
  }
}
