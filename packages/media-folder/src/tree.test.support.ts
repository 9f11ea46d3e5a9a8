import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** The shortest beginning of each file type that is recognized. */
export const heads = {
  png: latin1('\x89PNG\r\n\x1a\n'),
  jpg: latin1('\xff\xd8\xff\xe0\0\x10JFIF\0'),
  tif: latin1('II*\0\x08\0\0\0\0\0'),
  wav: latin1('RIFF\x24\0\0\0WAVEfmt '),
  mp3: latin1('\xff\xfb\x90\x64\0\0\0\0'),
  mp4: latin1('\0\0\0\x18ftypisom\0\0\0\0'),
  pdf: latin1('%PDF-1.4'),
} as const;

/** The files of a folder by path: the name of a head above, a text, or bytes. */
export type Tree = Readonly<Record<string, keyof typeof heads | Buffer | { readonly text: string }>>;

/** Writes the files into a new folder. @returns its path */
export function writeTree(tree: Tree, folder = mkdtempSync(join(tmpdir(), 'media-folder-'))): string {
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? heads[content] : 'text' in content ? content.text : content);
  }
  return folder;
}
