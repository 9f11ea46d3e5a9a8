import { readTextFile } from '@mmae/samples';
import { dateIn, splitKeywords, toCaption, withTitle, type Caption } from './caption.ts';
import { captionInXmp } from './image-caption.ts';

const textKeys: readonly string[] = ['headline', 'title', 'description', 'caption', 'text'];
const keywordKeys: readonly string[] = ['keywords', 'tags', 'subjects'];
const dateKeys: readonly string[] = ['broadcastdate', 'datepublished', 'datecreated', 'date', 'created'];
const languageKeys: readonly string[] = ['language', 'lang'];

/**
 * The caption in a sidecar: XMP, or a JSON object with some of the keys headline, title, description, caption, text, keywords, tags, subjects,
 * language, and broadcastDate, datePublished, dateCreated, date or created.
 *
 * @throws Error if the sidecar cannot be read or has neither texts nor keywords; the message starts with a short cause and a colon
 */
export async function sidecarCaption(path: string, extension: string): Promise<Caption> {
  const { text } = await readTextFile(path);
  const caption = extension === 'xmp' ? await captionInXmp(text) : captionInJson(text);
  if (caption === undefined) throw new Error('unreadable sidecar: no XMP packet');
  if (caption.texts.length + caption.keywords.length === 0) {
    throw new Error(
      `empty sidecar: expected ${extension === 'xmp' ? 'a caption or keywords' : [...textKeys, ...keywordKeys].join(', ')}, got none`,
    );
  }
  return caption;
}

function captionInJson(text: string): Caption {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`unreadable sidecar: invalid JSON (${(error as Error).message})`, { cause: error });
  }
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const byKey = new Map(entries.map(([key, entry]) => [key.toLowerCase().trim(), entry as unknown]));
  const valuesOf = (keys: readonly string[]) => keys.flatMap((key) => stringsIn(byKey.get(key)));
  const [title] = valuesOf(['title']);
  const date = dateIn(valuesOf(dateKeys));
  const caption = toCaption(valuesOf(textKeys), valuesOf(keywordKeys).flatMap(splitKeywords), valuesOf(languageKeys)[0]);
  return withTitle(caption, { title, date });
}

/** The strings of a value or a list; anything else is ignored. */
const stringsIn = (value: unknown): string[] => [value].flat().filter((entry) => typeof entry === 'string');
