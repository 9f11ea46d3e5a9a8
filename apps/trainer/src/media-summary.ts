import { isFilm } from '@mmae/audio-features';
import { findMediaFile, type Manifest, type Media, type Skipped } from '@mmae/samples';
import { extname } from 'node:path';
import type { ExtractedMedia } from './media.ts';

/**
 * What became of the media of a manifest, for the end of a command: of each modality how many were used and of which kinds, and why the others were not.
 *
 * @param list where what was not used is named, each with its reason
 */
export function mediaSummary(manifest: Manifest, { extractions, skipped }: ExtractedMedia, list: string): string[] {
  const used = Object.entries(extractions).map(([modality, { present }]) => {
    const having = manifest.samples.flatMap(({ media }, sample) => (present[sample] === 1 && media[modality] ? [media[modality]] : []));
    const numPresent = present.reduce((sum, one) => sum + one, 0);
    const numLost = skipped.filter((one) => one.modality === modality).length;
    return `${modality}: ${numPresent} of ${numPresent + numLost} used${kindsOf(having, manifest.mediaRoot)}`;
  });
  if (skipped.length === 0) return used;
  return [...used, `not used: ${countsOf(skipped.map(causeOf))}; each is named with its reason in ${list}`];
}

/** The kinds of files, by their names' endings, and how many of them are films of which the sound was read; nothing for what are no files. */
function kindsOf(media: readonly Media[], mediaRoot: string): string {
  const files = media.flatMap((item) => (item.kind === 'file' ? [item.path] : []));
  if (files.length === 0) return '';
  const films = files.filter((path) => mayBeFilm.has(extname(path).toLowerCase()) && isFilmAt(mediaRoot, path)).length;
  return ` (${countsOf(files.map(kindOf))}${films > 0 ? `; the sound of ${films} ${films === 1 ? 'film' : 'films'}` : ''})`;
}

const mayBeFilm = new Set(
  ['mp4', 'm4v', 'mov', 'qt', 'mkv', 'webm', 'avi', 'mpg', 'mpeg', 'mpe', 'vob', 'ts', 'm2ts', 'mts', 'mxf', 'wmv', 'asf', '3gp'].map(
    (end) => `.${end}`,
  ),
);

function isFilmAt(mediaRoot: string, path: string): boolean {
  try {
    return isFilm(findMediaFile(mediaRoot, path).path);
  } catch {
    return false; // gone since it was read
  }
}

const spellings: Readonly<Record<string, string>> = { JPG: 'JPEG', JPE: 'JPEG', TIF: 'TIFF', AIF: 'AIFF', HEIF: 'HEIC' };

function kindOf(path: string): string {
  const ending = extname(path).slice(1).toUpperCase();
  return ending === '' ? 'without an ending' : Object.hasOwn(spellings, ending) ? spellings[ending] : ending;
}

/** Reasons begin with a cause and a colon. */
function causeOf({ reason }: Skipped): string {
  const [cause] = reason.split(/[:;.]/);
  return cause.length <= 40 ? cause : 'other';
}

/** "12 JPEG, 3 PNG", the most first. */
function countsOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ordered = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return ordered.map(([name, count]) => `${count} ${name}`).join(', ');
}
