import type { Preview, PreviewMedia } from '@mmae/run-folder';
import { html, jsonScript, type Html } from './html.ts';

type Binary = Exclude<PreviewMedia, { kind: 'text' }>;

/**
 * Pictures and sounds of the page, each held once however often it is shown: elements name them by `data-media`, a script of the page
 * fills them in. Past the budget nothing is added, and counted.
 */
export interface MediaStore {
  /** The name of these media; undefined where the budget is spent. */
  add(media: Binary): string | undefined;
  /** pictures and sounds that were left out */
  numLeftOut(): number;
  /** The element that the script of the page reads. */
  toScript(): Html;
}

/** @param maxBytes of base64 text in the page */
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

/** One of a sample's media as an element: a picture, a button that plays, a text; with words in its place where there is no room. */
export function mediaElement(store: MediaStore, media: PreviewMedia, description: string): Html {
  if (media.kind === 'text') return html`<blockquote class="text" dir="auto">${shortened(media.text)}</blockquote>`;
  const name = store.add(media);
  if (name === undefined) return html`<span class="left-out">${media.kind} left out</span>`;
  if (media.kind === 'picture') return html`<img data-media="${name}" alt="${description}" loading="lazy" />`;
  return html`<button type="button" class="clip" data-media="${name}" aria-label="Play ${description}"></button>`;
}

/** What a sample is called in captions and alternative texts. */
export const describePreview = ({ id, label }: Preview): string => (label === undefined ? id : `${label} (${id})`);

export const shortened = (text: string, length = 150): string =>
  text.length <= length ? text : `${text.slice(0, text.lastIndexOf(' ', length) + 1 || length).trimEnd()} …`;
