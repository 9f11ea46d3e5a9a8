import { readTextFile } from '@mmae/samples';
import { splitKeywords, toCaption, type Caption } from './caption.ts';
import { captionIn } from './picture-caption.ts';

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
  const caption = extension === 'xmp' ? captionInXmp(text) : captionInJson(text);
  if (caption.texts.length + caption.keywords.length === 0) {
    throw new Error(
      `sidecar without words: expected ${extension === 'xmp' ? 'a caption or keywords' : [...textKeys, ...keywordKeys].join(', ')}, got none`,
    );
  }
  return caption;
}

/** ExifReader tells a sidecar by it. */
const packetStart = '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>';

/** A declaration, a document type or a comment in front is left out: darktable's sidecars have one. */
function captionInXmp(text: string): Caption {
  const start = text.search(/<(x:xmpmeta|rdf:RDF)[\s>]/);
  if (start < 0) throw new Error('sidecar that cannot be read: no XMP packet');
  return captionIn(Buffer.from(packetStart + text.slice(start)));
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
