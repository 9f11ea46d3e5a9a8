import type { Preview, PreviewMedia } from '@mmae/run-folder';
import type { Run } from '@mmae/scoring';

export type MediaKind = PreviewMedia['kind'];

/** The kind of media of each modality, as far as the previews show it. */
export function mediaKinds(previews: readonly Preview[]): ReadonlyMap<string, MediaKind> {
  return new Map(previews.flatMap(({ media }) => Object.entries(media).map(([modality, { kind }]) => [modality, kind] as const)));
}

/** The text of each sample; undefined where it has none that could be used. */
export function textsOf({ samples, previews }: Run): (string | undefined)[] {
  const textModality = [...mediaKinds(previews)].find(([, kind]) => kind === 'text')?.[0];
  if (textModality === undefined) return samples.map(() => undefined);
  return samples.map(({ media, present }) => (present.includes(textModality) ? media[textModality] : undefined));
}
