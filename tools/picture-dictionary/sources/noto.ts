import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelsOfFolder, type FolderLabels, type Picture } from './pictures.ts';

/** What is used of an entry of emoji.json. */
interface Emoji {
  readonly name: string;
  readonly short_names: readonly string[];
  readonly subcategory: string;
  readonly image: string;
  readonly has_img_google: boolean;
}

const folders: FolderLabels = [
  [/^animal/, 'furry aviary terrarium'],
  [/^(food|drink|plant)/, 'greenery menu'],
  [/^dishware/, 'workshop furnishing'],
  [/^body-parts/, 'anatomy'],
  [/^clothing/, 'wardrobe'],
  [/^(musical|sport$|game$)/, 'pastime'],
  [/^transport-(ground|air|water)/, 'traffic'],
  [/^place-(building|religious)/, 'architecture'],
  [/^(place-geo|sky)/, 'geography'],
  [/^tool$/, 'workshop gadget'],
  [/^(household|mail|writing|office)$/, 'furnishing gadget workshop'],
  [/^(computer|phone|light|science|sound|music|medical)/, 'gadget'],
  [/^person-(role|fantasy)/, 'occupation'],
];

/** The drawings of Noto Emoji that may show a thing. Without variants by skin. */
export function notoPictures(unpacked: string): Picture[] {
  const emojis = JSON.parse(readFileSync(join(unpacked, 'package/emoji.json'), 'utf8')) as Emoji[];
  return emojis.flatMap(({ name, short_names: shortNames, subcategory, image, has_img_google: isDrawn }) => {
    const labels = labelsOfFolder(subcategory, folders);
    if (!labels || !isDrawn) return [];
    const path = `package/img/google/64/${image}`;
    const load = () => readFileSync(join(unpacked, path));
    return [{ source: 'noto', path, titles: [...shortNames, name], labels, needsWhole: false, load }];
  });
}
