import { writeFileAtomically } from '@mmae/files';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { contentHash } from './content-hash.ts';
import { draftName, isAbandoned } from './draft-name.ts';

/** What a folder of shots was made from. */
export interface FilmRecord {
  /** of the content of the film */
  readonly sha256: string;
  /** what its files depend on in addition to the content: stage, version and options */
  readonly key: string;
  /** where the content was found */
  readonly sources: readonly FilmSource[];
}

export interface FilmSource {
  /** relative to the media folder, with forward slashes */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** A folder of shots that is being filled. */
export interface FilmDraft {
  /** absolute */
  readonly folder: string;
  /** Makes it the folder of the film, in one step. @returns its name in the media folder */
  commit(): Promise<string>;
  /** Removes it. */
  abandon(): Promise<void>;
}

/** The shots of many films in one media folder: a folder a film, which is complete or does not exist. */
export interface FilmStore {
  readonly folder: string;
  /** The SHA-256 of a film, from the records if its path, size and time are known. */
  hashOf(file: string, stat: FileStat, signal?: AbortSignal): Promise<string>;
  /** The folder with the shots of a content, made with the same key; the source is added to its record. */
  find(sha256: string, key: string, file: string, stat: FileStat): Promise<string | undefined>;
  begin(
    stem: string,
    record: { readonly sha256: string; readonly key: string; readonly file: string; readonly stat: FileStat },
  ): Promise<FilmDraft>;
  /** Removes the shots of earlier contents of films that have changed. To be called once nothing refers to them. */
  removeReplaced(): Promise<void>;
}

export interface FileStat {
  readonly size: number;
  readonly mtimeMs: number;
}

const recordFile = 'film.json';

/** Opens a media folder, and removes what processes that have ended left half done. The folder need not exist. @param folder absolute */
export async function openFilmStore(folder: string): Promise<FilmStore> {
  const records = await readRecords(folder);
  const sourceOf = (file: string, { size, mtimeMs }: FileStat): FilmSource => ({
    ...{ path: relative(folder, file).replaceAll(sep, posix.sep), sizeBytes: size, modifiedMs: mtimeMs },
  });
  const replaced = new Set<string>();

  /** Adds a source to a record, and takes it from the others. */
  async function setSource(name: string, source: FilmSource): Promise<void> {
    for (const [other, record] of records) {
      const others = record.sources.filter(({ path }) => path !== source.path);
      const sources = other === name ? [...others, source].sort((a, b) => (a.path < b.path ? -1 : 1)) : others;
      if (sources.length === 0) replaced.add(other);
      else if (JSON.stringify(sources) !== JSON.stringify(record.sources)) await saveRecord(other, { ...record, sources });
    }
  }

  async function saveRecord(name: string, record: FilmRecord): Promise<void> {
    await writeFileAtomically(join(folder, name, recordFile), toText(record));
    records.set(name, record);
  }

  return {
    folder,
    async hashOf(file, stat, signal) {
      const source = sourceOf(file, stat);
      const known = [...records.values()].find(({ sources }) => sources.some((one) => isSame(one, source)));
      return known?.sha256 ?? (await contentHash(file, signal));
    },
    async find(sha256, key, file, stat) {
      const [found] = [...records].find(([, record]) => record.sha256 === sha256 && record.key === key) ?? [];
      if (found !== undefined) await setSource(found, sourceOf(file, stat));
      return found;
    },
    async begin(stem, { sha256, key, file, stat }) {
      const draft = join(folder, draftName());
      await mkdir(draft, { recursive: true });
      return {
        folder: draft,
        async commit() {
          const name = `${readable(stem)}-${sha256.slice(0, 8)}`;
          const record = { sha256, key, sources: [sourceOf(file, stat)] };
          await writeFileAtomically(join(draft, recordFile), toText(record));
          await syncFiles(draft);
          await replaceFolder(draft, join(folder, name));
          records.set(name, record);
          await setSource(name, record.sources[0]);
          return name;
        },
        abandon: () => rm(draft, { recursive: true, force: true }),
      };
    },
    async removeReplaced() {
      for (const name of replaced) await rm(join(folder, name), { recursive: true, force: true });
      replaced.clear();
    },
  };
}

const toText = (record: FilmRecord) => `${JSON.stringify(record, undefined, 2)}\n`;

const isSame = (a: FilmSource, b: FilmSource) => a.path === b.path && a.sizeBytes === b.sizeBytes && a.modifiedMs === b.modifiedMs;

/** The start of a name, of letters, digits and a few signs that no system forbids. */
const readable = (stem: string): string =>
  stem
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}_.]+/gu, '-')
    .slice(0, 40)
    .replaceAll(/^[-.]+|[-.]+$/g, '') || 'film';

async function readRecords(folder: string): Promise<Map<string, FilmRecord>> {
  const records = new Map<string, FilmRecord>();
  for (const name of (await readdir(folder).catch(() => [])).sort()) {
    if (isAbandoned(name)) await rm(join(folder, name), { recursive: true, force: true });
    const record = name.startsWith('.') ? undefined : await readRecord(join(folder, name, recordFile));
    if (record) records.set(name, record);
  }
  return records;
}

async function readRecord(file: string): Promise<FilmRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(file, 'utf8')) as FilmRecord;
    return typeof record.sha256 === 'string' && typeof record.key === 'string' && Array.isArray(record.sources) ? record : undefined;
  } catch {
    return undefined; // not a folder of shots
  }
}

async function syncFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = await open(join(folder, name), 'r');
    await file.sync().finally(() => file.close());
  }
}

/** Moves a folder to a place where another one may be. */
async function replaceFolder(folder: string, target: string): Promise<void> {
  const old = join(folder, '..', draftName());
  await rename(target, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(folder, target).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(folder, { recursive: true }); // another process was faster
  });
  await rm(old, { recursive: true, force: true });
}
