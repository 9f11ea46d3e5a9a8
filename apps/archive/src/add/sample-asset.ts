import type { NewAsset, NewSample } from '@mmae/archive-store';
import { contentHash } from '@mmae/programme';
import { findMediaFile, type MediaFile, type Sample } from '@mmae/samples';
import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import type { AssetWriter } from './asset-writer.ts';

interface AssetContext {
  /** of the paths, free of symbolic links */
  readonly root: string;
  /** the path of an asset without a file, by the id of its row */
  readonly pathOf: (id: string) => string;
  readonly writer: Pick<AssetWriter, 'known'>;
  readonly signal: AbortSignal;
}

/**
 * A row of a manifest that is no shot, as an asset with one sample. Its content is the SHA-256 of its only file; of several files, that of their hashes; of a row
 * without files, that of its text.
 *
 * @throws UnusableMediaError if a file is missing
 */
export async function sampleAsset(sample: Sample, { root, pathOf, writer, signal }: AssetContext) {
  const { id, extra, label } = sample;
  const files = filesOf(sample).map(([modality, path]) => ({ modality, path, file: findMediaFile(root, path) }));
  const { text, language } = textOf(sample);
  const sizeBytes = files.length > 0 ? sum(files.map(({ file }) => file.sizeBytes)) : Buffer.byteLength(text);
  const modifiedMs = Math.max(0, ...files.map(({ file }) => file.modifiedMs));
  const path = files.length > 0 ? posix.normalize(files[0].path) : pathOf(id);
  const known = files.length > 0 ? writer.known(join(root, path), sizeBytes, modifiedMs) : undefined;
  const { date, language: _language, ...others } = extra;
  const content = known?.content ?? (await contentOf(files, text, signal));
  const asset: NewAsset = {
    ...{ content, kind: 'sample', root, path, title: extra.title || posix.basename(id), sizeBytes, modifiedMs },
    ...(language && { language }),
    ...(isDate(date) && { date }),
  };
  const one: NewSample = {
    media: Object.fromEntries(files.map(({ modality, path: own }) => [modality, own])),
    text,
    ...(language && { language }),
    extra: { ...withoutEmpty(others), ...(label && { label }) },
  };
  return { asset, samples: [one] };
}

/** The files of a sample, in the order image, audio, others. */
export const filesOf = ({ media }: Pick<Sample, 'media'>): (readonly [string, string])[] =>
  Object.entries(media)
    .flatMap(([modality, item]) => (item.kind === 'file' ? [[modality, item.path] as const] : []))
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));

const rank = (modality: string) => ['image', 'audio'].indexOf(modality) >>> 0;

/** The text of a sample, empty if it has none, and its language. */
export function textOf({ media, extra }: Pick<Sample, 'media' | 'extra'>): { readonly text: string; readonly language?: string } {
  const found = Object.values(media).find((item) => item.kind === 'text');
  const language = found?.language ?? extra.language;
  return { text: found?.text ?? '', ...(language && { language }) };
}

interface OwnFile {
  readonly modality: string;
  readonly file: MediaFile;
}

async function contentOf(files: readonly OwnFile[], text: string, signal: AbortSignal): Promise<string> {
  if (files.length === 0) return sha256(text);
  const hashes: string[] = [];
  for (const { file } of files) hashes.push(await contentHash(file.path, signal));
  return hashes.length === 1 ? hashes[0] : sha256(files.map(({ modality }, i) => `${modality}:${hashes[i]}`).join('\n'));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export const withoutEmpty = (cells: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ''));

/** ISO 8601, a year, a month or a day. */
const isDate = (text: string | undefined): text is string => text !== undefined && /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);
