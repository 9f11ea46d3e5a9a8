import ExifReader from 'exifreader';
import { open } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { repairEncoding, splitKeywords, toCaption, type Caption } from './caption.ts';

/** In a JPEG, metadata come before the image; in other formats they may come after it. */
const maxBytes = { jpeg: 4 * 2 ** 20, other: 64 * 2 ** 20 };

/**
 * Headline, title, description, comment and keywords of an image, from XMP, IPTC and EXIF; empty if it has none.
 *
 * @throws Error if the metadata cannot be read; the image itself may be intact
 */
export async function imageCaption(path: string, sizeBytes: number): Promise<Caption> {
  const file = await open(path);
  try {
    const { buffer: start } = await file.read(Buffer.alloc(2), 0, 2, 0);
    const isJpeg = start[0] === 0xff && start[1] === 0xd8;
    const length = Math.min(sizeBytes, isJpeg ? maxBytes.jpeg : maxBytes.other);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return await captionInImage(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** The caption in the bytes of an image. */
export async function captionInImage(bytes: Uint8Array): Promise<Caption> {
  const tags = await tagsOf(bytes);
  const { iptc = {}, exif = {}, pngText = {} } = tags;
  const { xmp = {} } = tags.xmp ? tags : await xmpTags(repairEncoding(textOf(pngText['XML:com.adobe.xmp']) ?? '')); // libvips and ImageMagick compress it
  const texts = [
    ...[textOf(xmp['Headline']), textOf(iptc['Headline'])],
    ...[firstOf(xmp['title']), textOf(iptc['Object Name']), textOf(exif['XPTitle']), textOf(pngText['Title'])],
    ...[firstOf(xmp['description']), textOf(iptc['Caption/Abstract']), textOf(exif['ImageDescription']), textOf(pngText['Description'])],
    ...[userComment(exif['UserComment']), textOf(exif['XPComment']), textOf(pngText['Comment'])],
  ];
  const keywords = [...valuesOf(xmp['subject']), ...valuesOf(iptc['Keywords']), ...splitKeywords(textOf(exif['XPKeywords']) ?? '')];
  return toCaption(texts, keywords, firstOf(xmp['language']));
}

/** The caption in an XMP document; undefined if it has no packet. */
export const captionInXmp = async (text: string): Promise<Caption | undefined> =>
  packetStart.test(text) ? captionInImage(packetOf(text)) : undefined;

const packetStart = /<(x:xmpmeta|rdf:RDF)[\s>]/;

/** ExifReader recognizes a packet by its start. XML declarations and comments in front of it, as darktable writes them, are removed. */
const packetOf = (text: string) => Buffer.from(`<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>${text.slice(text.search(packetStart))}`);

const xmpTags = async (text: string): Promise<{ xmp?: Tags }> => (packetStart.test(text) ? tagsOf(packetOf(text)) : {});

/** A tag of ExifReader. */
interface Tag {
  readonly value?: unknown;
  readonly description?: string;
}
type Tags = Readonly<Record<string, Tag | readonly Tag[] | undefined>>;

/** The message of ExifReader for BMP, SVG and JPEG 2000, and for files that are not images, which extraction will report. */
const unknownFormat = 'Invalid image format';

/** Inflates a compressed text of a PNG. A damaged text, or one of more than 16 MiB, counts as empty. */
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

const valuesOf = (tag: Tag | readonly Tag[] | undefined): (string | undefined)[] => {
  if (tag === undefined) return [];
  if (isList(tag)) return tag.map(({ description }) => description);
  return isList(tag.value) ? valuesOf(tag.value as readonly Tag[]) : [tag.description];
};

const isList = (value: unknown): value is readonly Tag[] => Array.isArray(value) && value.every((one) => typeof one === 'object');

/** All values of a tag, a line each. */
const textOf = (tag: Tag | readonly Tag[] | undefined) => valuesOf(tag).filter(Boolean).join('\n') || undefined;

/** The first of several languages, which is the default in XMP. */
const firstOf = (tag: Tag | readonly Tag[] | undefined) => valuesOf(tag)[0];

/** The EXIF tag UserComment. Its first eight bytes name the character set; ExifReader does not decode UTF-16. */
function userComment(tag: Tag | readonly Tag[] | undefined): string | undefined {
  if (tag === undefined || isList(tag)) return undefined;
  const bytes = Uint8Array.from(Array.isArray(tag.value) ? (tag.value as number[]) : []);
  if (Buffer.from(bytes.subarray(0, 7)).toString('latin1') !== 'UNICODE') return tag.description;
  const text = bytes.subarray(8);
  const numZeros = (parity: number) => text.filter((byte, i) => i % 2 === parity && byte === 0).length;
  return new TextDecoder(numZeros(0) > numZeros(1) ? 'utf-16be' : 'utf-16le').decode(text);
}
