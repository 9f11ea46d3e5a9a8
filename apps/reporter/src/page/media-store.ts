import type { Preview, PreviewMedia } from '@mmae/run-folder';
import { html, isolated, jsonScript, type Html } from './html.ts';

type Binary = Exclude<PreviewMedia, { kind: 'text' }>;

/**
 * Images and audio clips of the page. Each is stored once, however often it is shown: elements refer to it by name in `data-media`, and the
 * page's script fills them in. What exceeds the budget is left out and counted.
 */
export interface MediaStore {
  /** @returns the name to refer to; undefined if it exceeds the budget */
  add(media: Binary): string | undefined;
  /** Number of images and clips that were left out. */
  numLeftOut(): number;
  /** The element that the page's script reads. */
  toScript(): Html;
}

/** @param maxBytes of data URLs in the page */
export function mediaStore(maxBytes: number): MediaStore {
  const names = new Map<Uint8Array, string>();
  const leftOut = new Set<Uint8Array>();
  const entries: Record<string, string> = {};
  let numBytes = 0;
  return {
    add({ mediaType, bytes }) {
      const known = names.get(bytes);
      if (known !== undefined) return known;
      const src = `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
      if (numBytes + src.length > maxBytes) {
        leftOut.add(bytes);
        return undefined;
      }
      numBytes += src.length;
      const name = `m${names.size}`;
      names.set(bytes, name);
      entries[name] = src;
      return name;
    },
    numLeftOut: () => leftOut.size,
    toScript: () => jsonScript('media', entries),
  };
}

/** A sample's media in one modality as an element: an image, a play button or a text; a note if it was left out. */
export function mediaElement(store: MediaStore, media: PreviewMedia, description: string): Html {
  if (media.kind === 'text') return html`<blockquote class="text" dir="auto">${shortened(media.text)}</blockquote>`;
  const name = store.add(media);
  if (name === undefined) return html`<span class="left-out">${kindNames[media.kind]} left out</span>`;
  if (media.kind === 'picture') return html`<img data-media="${name}" alt="${description}" loading="lazy" />`;
  return html`<button type="button" class="clip" data-media="${name}" aria-label="Play ${description}"></button>`;
}

const kindNames = { picture: 'image', sound: 'audio' } as const;

/** Name of a sample in captions and alternative texts: "amber (s12)". */
export const describePreview = ({ id, label }: Preview): string => (label === undefined ? id : `${label} (${id})`);

/** The label of a sample, or its id, and where it is in its film. @param places by id */
export const itemName = ({ id, label }: Preview, places: ReadonlyMap<string, string>): Html =>
  html`${isolated(label ?? id)}${places.has(id) && html` <small>${isolated(places.get(id)!)}</small>`}`;

/** The beginning of a text, cut between words. */
export const shortened = (text: string, length = 150): string =>
  text.length <= length ? text : `${text.slice(0, text.lastIndexOf(' ', length) + 1 || length).trimEnd()} …`;
