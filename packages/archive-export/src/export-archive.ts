import { InputError, nearestName } from '@mmae/input';
import type { ExportedAsset, ExportOptions } from './exported.ts';
import { toCsvTable } from './formats/to-csv-table.ts';
import { toEbucore } from './formats/to-ebucore.ts';
import { toEdl } from './formats/to-edl.ts';
import { toOtio } from './formats/to-otio.ts';
import { toSchemaOrg } from './formats/to-schema-org.ts';
import { toWebVtt } from './formats/to-web-vtt.ts';

/** The formats by the names of `--as`. */
export const exportFormats = ['ebucore', 'schema', 'vtt', 'edl', 'otio', 'csv'] as const;

export type ExportFormat = (typeof exportFormats)[number];

export interface ExportedFile {
  /** letters and digits of any script, `.`, `_` and `-`, without folders */
  readonly fileName: string;
  /** a media type, such as `text/vtt; charset=utf-8` */
  readonly contentType: string;
  readonly text: string;
}

const files: Readonly<Record<ExportFormat, readonly [extension: string, contentType: string]>> = {
  ebucore: ['ebucore.xml', 'application/xml; charset=utf-8'],
  schema: ['schema.jsonld', 'application/ld+json'],
  vtt: ['vtt', 'text/vtt; charset=utf-8'],
  edl: ['edl', 'text/plain; charset=utf-8'],
  otio: ['otio', 'application/json'],
  csv: ['csv', 'text/csv; charset=utf-8'],
};

/**
 * Assets in one of {@link exportFormats}, as one file.
 *
 * @throws InputError if there is nothing to export, or the format cannot hold it: a WebVTT file has one film, an EDL one frame rate
 */
export function exportArchive(format: ExportFormat, assets: readonly ExportedAsset[], options: ExportOptions): ExportedFile {
  if (assets.length === 0) throw new InputError('exportArchive: expected at least one sample, got none. Choose other samples.');
  const [extension, contentType] = files[format];
  const title = assets.length === 1 ? assets[0].asset.title : `${assets.length} assets`;
  const stem = assets.length === 1 ? stemOf(assets[0].asset.path) : 'archive';
  return { fileName: `${stem}.${extension}`, contentType, text: toText(format, assets, options, title) };
}

function toText(format: ExportFormat, assets: readonly ExportedAsset[], options: ExportOptions, title: string): string {
  if (format === 'vtt') return toWebVtt(onlyAsset(assets), options);
  if (format === 'edl') return toEdl(assets, options, title);
  if (format === 'otio') return toOtio(assets, options, title);
  return { ebucore: toEbucore, schema: toSchemaOrg, csv: toCsvTable }[format](assets, options);
}

function onlyAsset(assets: readonly ExportedAsset[]): ExportedAsset {
  if (assets.length === 1) return assets[0];
  throw new InputError(`exportArchive: expected one film for WebVTT, got ${assets.length}. Export each on its own.`);
}

/** Letters of a name, so that it fits into the 255 bytes that file systems allow. */
const maxStemLength = 60;

/** The name of a file without folders and its extension, in letters, digits, `.`, `_` and `-`. */
function stemOf(path: string): string {
  const stem = path.split('/').at(-1)!.replace(/\.[^.]*$/, '').normalize('NFC'); // prettier-ignore
  const plain = stem.replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '-').replaceAll(/^[.-]+|-+$/g, '');
  return [...plain].slice(0, maxStemLength).join('') || 'archive';
}

/** A format by its name. @throws InputError for another name */
export function exportFormat(name: string): ExportFormat {
  const found = exportFormats.find((each) => each === name);
  if (found) return found;
  const near = nearestName(name, exportFormats);
  const remedy = near ? `Did you mean "${near}"?` : 'Choose one of them.';
  throw new InputError(`exportFormat: expected ${exportFormats.join(', ')}, got ${JSON.stringify(name)}. ${remedy}`);
}
