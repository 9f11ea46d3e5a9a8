import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/** Unpacks the wanted files of a zip archive, such as a wheel, into a folder, under their paths in the archive. */
export async function unpackZip(archive: string, wanted: RegExp, folder: string): Promise<void> {
  const zip = await openPromise(archive); // refuses paths that lead out of the folder
  for await (const entry of zip.eachEntry()) {
    if (!wanted.test(entry.fileName)) continue;
    const file = join(folder, entry.fileName);
    await mkdir(dirname(file), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file));
  }
}
