import { LumaError } from '../files/luma-file.ts';
import type { FetchOptions, Part } from './fetch-file.ts';

/** The addresses of LUMA's parts. Mirrors and closed networks use others. */
export interface Sources {
  /** base address of the Hugging Face hub, or of a server with the same API */
  readonly hub: string;
  /** commit or branch of the data set on the hub */
  readonly revision: string;
  /** base address of CIFAR's binary archives */
  readonly cifar: string;
  /** base address of the six index files */
  readonly splits: string;
}

export const defaultSources: Sources = {
  hub: 'https://huggingface.co',
  revision: 'main',
  cifar: 'https://www.cs.toronto.edu/~kriz',
  splits: 'https://raw.githubusercontent.com/bezirganyan/LUMA/47af8e5/split_indices',
};

const dataset = 'datasets/bezirganyan/LUMA';

/** Name, bytes, sha-256. */
const cifarArchives = [
  ['cifar-10-binary.tar.gz', 170052171, 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd'],
  ['cifar-100-binary.tar.gz', 168513733, '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec'],
] as const;

const indexFiles = [
  ['audio_test.txt', 26409, '3c01cb9e085576422bc11f9daf68d478c51400a0c9745951ccfa85949c09edfd'],
  ['audio_train_clean.txt', 278858, '03763f235895f190436cf6bed32d0737dda364aac2cffaaea86d76c3d4658a0c'],
  ['image_test.txt', 20886, '53eb934c26e71814317f3f6f2b8ff0ea9948b1a11c6586a3354b3e058148318e'],
  ['image_train_clean.txt', 125047, '1c91923c2755ef6811e2447d91782e8ff985dac68a4d11abffc41abcfeab6efd'],
  ['text_test.txt', 53756, '71d4bf52a20065f152eb26f8c0efac60928791c6153a0e9ab3caa344567aacac'],
  ['text_train_clean.txt', 268778, '7717da4a438962614c347291c6200ca061f82517eec270514a6387fd53e00583'],
] as const;

/** CIFAR's archives and the official index files, whose sizes and digests are known in advance. */
export function fixedParts({ cifar, splits }: Sources): Part[] {
  const archives = cifarArchives.map(([name, sizeBytes, sha256]) => ({ name, url: `${cifar}/${name}`, sizeBytes, sha256 }));
  const indices = indexFiles.map(([name, sizeBytes, sha256]) => ({
    name: `split_indices/${name}`,
    url: `${splits}/${name}`,
    sizeBytes,
    sha256,
  }));
  return [...archives, ...indices];
}

/**
 * The files of LUMA on the hub, with their sizes and, for files in Git LFS, their SHA-256.
 *
 * @throws LumaError if the hub does not answer with a list of files, or lists a path outside the folder
 */
export async function hubParts({ hub, revision }: Sources, { signal }: FetchOptions = {}): Promise<Part[]> {
  const parts: Part[] = [];
  let page: string | undefined = `${hub}/api/${dataset}/tree/${revision}?recursive=true`;
  while (page) {
    const response: Response = await fetch(page, { signal });
    if (!response.ok)
      throw new LumaError(
        `hubParts: expected a list of files, got status ${response.status} for ${page}. Try again, or name another --hub.`,
      );
    const entries = (await response.json()) as HubEntry[];
    for (const entry of entries) if (entry.type === 'file') parts.push(toPart(entry, `${hub}/${dataset}/resolve/${revision}`));
    page = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return parts;
}

interface HubEntry {
  readonly type: string;
  readonly path: string;
  readonly size: number;
  readonly lfs?: { readonly oid: string; readonly size: number };
}

function toPart({ path, size, lfs }: HubEntry, base: string): Part {
  if (path.startsWith('/') || path.split('/').includes('..')) {
    throw new LumaError(`hubParts: expected paths inside the folder, got ${JSON.stringify(path)}. Name another --hub.`);
  }
  const url = `${base}/${path.split('/').map(encodeURIComponent).join('/')}`;
  return { name: path, url, sizeBytes: lfs?.size ?? size, ...(lfs && { sha256: lfs.oid }) };
}
