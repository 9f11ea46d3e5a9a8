import { readTextFile } from '@mmae/samples';
import { splitKeywords, toCaption, type Caption } from './caption.ts';
import { captionInXmp } from './picture-caption.ts';

const textKeys: readonly string[] = ['headline', 'title', 'description', 'caption', 'text'];
const keywordKeys: readonly string[] = ['keywords', 'tags', 'subjects'];
const languageKeys: readonly string[] = ['language', 'lang'];

/**
 * What a sidecar says: XMP, or a JSON object with some of the keys headline, title, description, caption, text, keywords or tags, language.
 *
 * @throws Error where it says nothing in these
 */
export async function sidecarCaption(path: string, extension: string): Promise<Caption> {
  const { text } = await readTextFile(path);
  const caption = extension === 'xmp' ? await captionInXmp(text) : captionInJson(text);
  if (caption === undefined) throw new Error('sidecar that cannot be read: no XMP packet');
  if (caption.texts.length + caption.keywords.length === 0) {
    throw new Error(
      `sidecar without words: expected ${extension === 'xmp' ? 'a caption or keywords' : [...textKeys, ...keywordKeys].join(', ')}, got none`,
    );
  }
  return caption;
}

function captionInJson(text: string): Caption {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`sidecar that cannot be read: no JSON (${(error as Error).message})`, { cause: error });
  }
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const byKey = new Map(entries.map(([key, entry]) => [key.toLowerCase().trim(), entry as unknown]));
  const of = (keys: readonly string[]) => keys.flatMap((key) => stringsIn(byKey.get(key)));
  return toCaption(of(textKeys), of(keywordKeys).flatMap(splitKeywords), of(languageKeys)[0]);
}

/** A string, a list of strings; anything else says nothing. */
const stringsIn = (value: unknown): string[] => [value].flat().filter((entry) => typeof entry === 'string');
