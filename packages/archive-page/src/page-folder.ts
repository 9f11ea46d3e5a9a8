import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Next to this module: the sources of the page in the repository, the built page in a published package. */
const site = join(import.meta.dirname, 'site');
const builder = join(import.meta.dirname, 'build-site.js');

/**
 * The folder of the built page, to serve as it is: `index.html` and `assets/`, whose names change with their content.
 *
 * A published package holds it. In the repository it is built first if its sources have changed, which takes a few seconds.
 */
export async function pageFolder(): Promise<string> {
  if (!existsSync(builder)) return site;
  const folder = join(import.meta.dirname, '..', 'dist', 'site');
  const wanted = fingerprint();
  if (builtFrom(folder) !== wanted) await build(folder, wanted);
  return folder;
}

/** Built next to its place and moved there, so that nobody is served half a page. */
async function build(folder: string, wanted: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  await promisify(execFile)(process.execPath, [builder, unfinished]);
  writeFileSync(join(unfinished, stamp), wanted);
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
}

/** Says from which sources a folder was built. */
const stamp = '.sources';

const builtFrom = (folder: string) => (existsSync(join(folder, stamp)) ? readFileSync(join(folder, stamp), 'utf8') : undefined);

/** Hash of every source of the page, of what builds it and of the versions that it is built with. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\./.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of [...files, builder, join(import.meta.dirname, '..', 'package.json')]) {
    hash
      .update(file.slice(import.meta.dirname.length))
      .update('\0')
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}
