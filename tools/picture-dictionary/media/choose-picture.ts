import type { Picture } from '../sources/pictures.ts';
import { pictureDistance, renderPicture, type Fingerprint, type RenderedPicture } from './picture.ts';

/** Closer pictures are the same drawing, perhaps in another colour or size. */
export const minDistance = 9;

/** A picture that was chosen, and how it looks. */
export interface ChosenPicture {
  readonly picture: Picture;
  readonly rendered: RenderedPicture;
}

/** Why pictures were not used, with their number. */
export type PicturesRefused = Record<'unreadable' | 'empty' | 'near-duplicate', number>;

/** Chooses pictures one after the other; no two of them are near-duplicates. */
export function pictureChooser(): {
  choose(pictures: readonly Picture[]): Promise<ChosenPicture | undefined>;
  readonly refused: PicturesRefused;
} {
  const taken: Fingerprint[] = [];
  const refused: PicturesRefused = { unreadable: 0, empty: 0, 'near-duplicate': 0 };
  const choose = async (pictures: readonly Picture[]) => {
    for (const picture of pictures) {
      const rendered = await renderPicture(picture.load()).catch(() => 'unreadable' as const);
      const problem = problemWith(rendered, taken);
      if (problem) {
        refused[problem]++;
        continue;
      }
      taken.push((rendered as RenderedPicture).fingerprint);
      return { picture, rendered: rendered as RenderedPicture };
    }
    return undefined;
  };
  return { choose, refused };
}

function problemWith(
  rendered: RenderedPicture | 'unreadable' | undefined,
  taken: readonly Fingerprint[],
): keyof PicturesRefused | undefined {
  if (rendered === 'unreadable') return 'unreadable';
  if (!rendered) return 'empty';
  return taken.some((other) => pictureDistance(other, rendered.fingerprint) < minDistance) ? 'near-duplicate' : undefined;
}
