import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SetupError } from './setup-error.ts';
import type { Wheel } from './wheels.ts';

/** https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
const indexType = 'application/vnd.pypi.simple.v1+json';

interface IndexPage {
  readonly files: readonly { readonly filename: string; readonly url: string; readonly hashes: { readonly sha256?: string } }[];
}

/**
 * Downloads a wheel from the index that PIP_INDEX_URL names, else from pypi.org, chosen by its digest. Knows nothing of pip's configuration files.
 *
 * @throws SetupError if the index cannot be reached or lacks the wheel
 */
export async function downloadFromIndex({ name, version, sha256 }: Wheel, folder: string): Promise<void> {
  const index = (process.env.PIP_INDEX_URL || 'https://pypi.org/simple').replace(/\/*$/, '');
  const page = `${index}/${name}/`;
  const { files } = (await (await get(page, { accept: indexType })).json().catch(() => ({ files: [] }))) as IndexPage;
  const file = files.find(({ hashes }) => hashes.sha256 === sha256);
  if (!file) throw new SetupError(`${page} does not list ${name} ${version} with sha256 ${sha256}`, remedy);
  const { body } = await get(new URL(file.url, page).href, {});
  await pipeline(Readable.fromWeb(body as never), createWriteStream(join(folder, file.filename)));
}

const remedy =
  'Check the network, install pip, which knows proxies and mirrors, or download the file on another machine and name it with --from';

async function get(url: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  const response = await fetch(url, { headers }).catch((error: Error) => {
    throw new SetupError(`${url} cannot be reached: ${((error.cause as Error | undefined) ?? error).message}`, remedy);
  });
  if (!response.ok) throw new SetupError(`${url} answers ${response.status} ${response.statusText}`, remedy);
  return response;
}
