import ExifReader from 'exifreader';
import { open } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { repaired, splitKeywords, toCaption, type Caption } from './caption.ts';

/** In a JPEG what is written about it stands in front of the picture; in other formats it may stand at the end. */
const mostBytes = { jpeg: 4 * 2 ** 20, other: 64 * 2 ** 20 };

/**
 * Headline, title, description, comment and keywords of a picture, from XMP, IPTC and EXIF; empty where it has none.
 *
 * @throws Error where what is written in it cannot be read; the picture itself may be sound
 */
export async function pictureCaption(path: string, sizeBytes: number): Promise<Caption> {
  const file = await open(path);
  try {
    const { buffer: start } = await file.read(Buffer.alloc(2), 0, 2, 0);
    const isJpeg = start[0] === 0xff && start[1] === 0xd8;
    const length = Math.min(sizeBytes, isJpeg ? mostBytes.jpeg : mostBytes.other);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return await captionIn(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** The same of the bytes of a picture. */
export async function captionIn(bytes: Uint8Array): Promise<Caption> {
  const tags = await tagsOf(bytes);
  const { iptc = {}, exif = {}, pngText = {} } = tags;
  const { xmp = {} } = tags.xmp ? tags : await xmpTags(repaired(said(pngText['XML:com.adobe.xmp']) ?? '')); // libvips and ImageMagick compress it
  const texts = [
    ...[said(xmp['Headline']), said(iptc['Headline'])],
    ...[firstOf(xmp['title']), said(iptc['Object Name']), said(exif['XPTitle']), said(pngText['Title'])],
    ...[firstOf(xmp['description']), said(iptc['Caption/Abstract']), said(exif['ImageDescription']), said(pngText['Description'])],
    ...[userComment(exif['UserComment']), said(exif['XPComment']), said(pngText['Comment'])],
  ];
  const keywords = [...each(xmp['subject']), ...each(iptc['Keywords']), ...splitKeywords(said(exif['XPKeywords']) ?? '')];
  return toCaption(texts, keywords, firstOf(xmp['language']));
}

/** The same of XMP as text; undefined where it has no packet. */
export const captionInXmp = async (text: string): Promise<Caption | undefined> =>
  packetStart.test(text) ? captionIn(packetOf(text)) : undefined;

const packetStart = /<(x:xmpmeta|rdf:RDF)[\s>]/;

/** ExifReader tells a packet by its first words. A declaration, a document type or a comment in front, as darktable writes them, is left out. */
const packetOf = (text: string) => Buffer.from(`<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>${text.slice(text.search(packetStart))}`);

const xmpTags = async (text: string): Promise<{ xmp?: Tags }> => (packetStart.test(text) ? tagsOf(packetOf(text)) : {});

/** A tag as ExifReader gives it: one, or several of one name. */
interface Tag {
  readonly value?: unknown;
  readonly description?: string;
}
type Tags = Readonly<Record<string, Tag | readonly Tag[] | undefined>>;

/** ExifReader says it of BMP, SVG and JPEG 2000, and of what is no picture, which extraction will name. */
const unknownFormat = 'Invalid image format';

/** Texts of a PNG may be compressed. Those that cannot be inflated, or are bombs, say nothing. */
async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return inflateSync(bytes, { maxOutputLength: 16 * 2 ** 20 });
  } catch {
    return new Uint8Array();
  }
}

async function tagsOf(bytes: Uint8Array): Promise<{ xmp?: Tags; iptc?: Tags; exif?: Tags; pngText?: Tags }> {
  try {
    return (await ExifReader.load(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      expanded: true,
      async: true,
      decompress: { deflate: inflate },
    })) as object;
  } catch (error) {
    if (error instanceof ExifReader.errors.MetadataMissingError || (error as Error).message === unknownFormat) return {};
    throw error;
  }
}

const each = (tag: Tag | readonly Tag[] | undefined): (string | undefined)[] => {
  if (tag === undefined) return [];
  if (isList(tag)) return tag.map(({ description }) => description);
  return isList(tag.value) ? each(tag.value as readonly Tag[]) : [tag.description];
};

const isList = (value: unknown): value is readonly Tag[] => Array.isArray(value) && value.every((one) => typeof one === 'object');

const said = (tag: Tag | readonly Tag[] | undefined) => each(tag).filter(Boolean).join('\n') || undefined;

/** Of alternatives in several languages the first, which XMP makes the default. */
const firstOf = (tag: Tag | readonly Tag[] | undefined) => each(tag)[0];

/** Its first eight bytes name the character set; of UTF-16 ExifReader gives the bytes alone. */
function userComment(tag: Tag | readonly Tag[] | undefined): string | undefined {
  if (tag === undefined || isList(tag)) return undefined;
  const bytes = Uint8Array.from(Array.isArray(tag.value) ? (tag.value as number[]) : []);
  if (Buffer.from(bytes.subarray(0, 7)).toString('latin1') !== 'UNICODE') return tag.description;
  const text = bytes.subarray(8);
  const numZeros = (side: number) => text.filter((byte, i) => i % 2 === side && byte === 0).length;
  return new TextDecoder(numZeros(0) > numZeros(1) ? 'utf-16be' : 'utf-16le').decode(text);
}
