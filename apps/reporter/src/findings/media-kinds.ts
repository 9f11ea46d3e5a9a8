import { fromSubsetKey, type Preview, type PreviewMedia } from '@mmae/run-folder';
import type { Run } from '@mmae/scoring';

export type MediaKind = PreviewMedia['kind'];

/** What each modality is made of, as far as the previews show it. */
export function mediaKinds(previews: readonly Preview[]): ReadonlyMap<string, MediaKind> {
  return new Map(previews.flatMap(({ media }) => Object.entries(media).map(([modality, { kind }]) => [modality, kind] as const)));
}

const nouns: Readonly<Record<MediaKind, string>> = { picture: 'picture', sound: 'sound', text: 'text' };

/** "picture" for a modality that the previews show as pictures, else the modality's own name. */
export const modalityNoun = (kinds: ReadonlyMap<string, MediaKind>, modality: string): string => {
  const kind = kinds.get(modality);
  return kind === undefined ? modality : nouns[kind];
};

/** "picture + text" for several modalities. */
export const modalityNouns = (kinds: ReadonlyMap<string, MediaKind>, modalities: readonly string[], between = ' + '): string =>
  modalities.map((modality) => modalityNoun(kinds, modality)).join(between);

/** The same for the key of a subset of modalities. */
export const subsetNoun = (previews: readonly Preview[], subset: string): string =>
  modalityNouns(mediaKinds(previews), fromSubsetKey(subset));

/** The text of each sample, where it has one that could be used. */
export function textsOf({ samples, previews }: Run): (string | undefined)[] {
  const textModality = [...mediaKinds(previews)].find(([, kind]) => kind === 'text')?.[0];
  if (textModality === undefined) return samples.map(() => undefined);
  return samples.map(({ media, present }) => (present.includes(textModality) ? media[textModality] : undefined));
}
