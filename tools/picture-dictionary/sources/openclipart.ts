import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { labelsOfFolder, type FolderLabels, type Picture } from './pictures.ts';

const root = 'usr/share/openclipart/svg';

/** Larger drawings take seconds to render. */
const maxBytes = 600_000;

/** Signs, logos, backgrounds and drawings whose titles tell little. */
const skipped =
  /^(special|logos|shapes|buttons|decorations|signs_and_symbols\/(?!weather)|computer\/(icons|buttons|diagrams|folders)|people\/(smilies|stickmen)|recreation\/(holiday|religion|art)|transportation\/(aiga|roadsigns)|unsorted\/duplicates)/;

/** Folders of all subjects. */
const mixed = /^(unsorted|education|recreation\/[^/]+$)/;
const things = 'furry aviary terrarium greenery menu wardrobe pastime traffic workshop furnishing architecture gadget anatomy geography';

const folders: FolderLabels = [
  [/^animals\//, 'furry aviary terrarium'],
  [/^(food|plants)\//, 'greenery menu'],
  [/^people\/clothing/, 'wardrobe'],
  [/^people\/bodypart/, 'anatomy'],
  [/^people/, 'occupation'],
  [/^recreation\/(music|sports|toys|games)/, 'pastime'],
  [/^transportation/, 'traffic'],
  [/^buildings\/furniture/, 'furnishing'],
  [/^buildings/, 'architecture'],
  [/^tools/, 'workshop pastime gadget'],
  [/^(computer|electronics)/, 'gadget'],
  [/^containers/, 'furnishing'],
  [/^office/, 'gadget furnishing workshop'],
  [/^(geography|signs_and_symbols\/weather|science)/, 'geography gadget'],
  [mixed, things],
];

/** The drawings of the Open Clip Art Library that may show a thing, in the order of their paths. */
export function openclipartPictures(unpacked: string): Picture[] {
  const folder = join(unpacked, root);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.svg') && !skipped.test(path));
  return paths.sort().flatMap((path) => {
    const labels = labelsOfFolder(path, folders);
    const file = join(folder, path);
    if (!labels || statSync(file).size > maxBytes) return [];
    const titles = [titleOf(readFileSync(file, 'utf8')), basename(path, '.svg')].filter((title) => title !== undefined);
    return [
      { source: 'openclipart', path: `${root}/${path}`, titles, labels, needsWhole: mixed.test(path), load: () => readFileSync(file) },
    ];
  });
}

/** The title of a drawing in its metadata. */
export function titleOf(svg: string): string | undefined {
  return /<dc:title[^>]*>([^<]+)</.exec(svg)?.[1];
}
