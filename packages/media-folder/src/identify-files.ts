import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileKind } from './file-kind.ts';
import type { Leave } from './left-alone.ts';
import { pathParts, type NamedFile } from './named-file.ts';
import { codeOf } from './walk-folder.ts';

const headLength = 64;
const mostOpen = 16;

/** Looks into every file, a few at a time. @returns those of a known kind, in the order of the paths */
export async function identifyFiles(
  root: string,
  paths: readonly string[],
  leave: Leave,
  { signal, onLooked }: { signal: AbortSignal; onLooked: (count: number) => void },
): Promise<NamedFile[]> {
  const looks = Readable.from(paths).map((path: string) => identify(root, path), { concurrency: mostOpen, signal });
  const files: NamedFile[] = [];
  let numLooked = 0;
  for await (const look of looks as AsyncIterable<NamedFile | { path: string; reason: string }>) {
    if ('reason' in look) leave(look.path, look.reason);
    else files.push(look);
    onLooked((numLooked += 1));
  }
  return files;
}

async function identify(root: string, path: string): Promise<NamedFile | { path: string; reason: string }> {
  try {
    const { head, sizeBytes } = await readHead(join(root, path));
    if (sizeBytes === 0) return { path, reason: 'empty: 0 bytes. Copy it again.' };
    const parts = pathParts(path);
    const kind = fileKind(parts.extension, head);
    return typeof kind === 'string' ? { path, kind, sizeBytes, ...parts } : { path, ...kind };
  } catch (error) {
    return { path, reason: `unreadable: ${codeOf(error)}. Give yourself permission to read it, or copy it again.` };
  }
}

async function readHead(path: string): Promise<{ head: Uint8Array; sizeBytes: number }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0);
    return { head: buffer.subarray(0, bytesRead), sizeBytes: bytesRead === 0 ? 0 : (await file.stat()).size };
  } finally {
    await file.close();
  }
}
