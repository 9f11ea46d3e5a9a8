import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Picture } from './pictures.ts';

/** The parts of an icon set in the format of Iconify: drawings as the inside of an SVG element. */
interface IconSet {
  readonly icons: Readonly<Record<string, { readonly body: string }>>;
  readonly width?: number;
  readonly height?: number;
}

const labels = 'furry aviary terrarium greenery menu wardrobe pastime traffic workshop furnishing architecture anatomy geography'.split(
  ' ',
);

/** The icons of game-icons.net. They have no folders, so only names that are a concept as a whole count. */
export function gameIcons(unpacked: string): Picture[] {
  const { icons, width = 512, height = 512 } = JSON.parse(readFileSync(join(unpacked, 'package/icons.json'), 'utf8')) as IconSet;
  const toSvg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" color="#000">${body}</svg>`;
  return Object.entries(icons).map(([name, { body }]) => ({
    source: 'gameIcons',
    path: `package/icons.json:${name}`,
    titles: [name],
    labels,
    needsWhole: true,
    load: () => Buffer.from(toSvg(body)),
  }));
}
