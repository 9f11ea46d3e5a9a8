import { decodeWindows1252 } from '@mmae/files';
import { isUtf8 } from 'node:buffer';
import { isFileName } from './named-file.ts';

/** What is written about a file, in its metadata or in a sidecar. */
export interface Caption {
  /** headline, title, description and so on, in this order */
  readonly texts: readonly string[];
  readonly keywords: readonly string[];
  /** as written, not necessarily a language tag */
  readonly language?: string;
  /** one of `texts` */
  readonly title?: string;
  /** ISO 8601, as exact as it is known */
  readonly date?: string;
}

/** When it was broadcast or made, from the first of these texts that begins with a date: "2024-07-04T20:15Z" gives "2024-07-04". */
export const dateIn = (texts: Iterable<string | undefined>): string | undefined =>
  Array.from(texts, (text) => /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?(?=$|[T ])/.exec(text?.trim() ?? '')?.[0]).find(Boolean);

/** A caption with its title, unless no person wrote it, and its date. */
export function withTitle(caption: Caption, { title, date }: { readonly title?: string; readonly date?: string }): Caption {
  const [written] = writtenByPeople([title]);
  return { ...caption, ...(written && { title: written }), ...(date && { date }) };
}

/** Descriptions that cameras and scanners write. */
const writtenByDevices =
  /^(([a-z-]+ )*digital camera|sony dsc|exif_jpeg_picture|exif jpeg|jpeg|ascii|unicode|untitled|screenshot|default|\W*)$/i;

/** A caption without duplicates, device descriptions, file names and binary data. */
export function toCaption(texts: Iterable<string | undefined>, keywords: Iterable<string | undefined>, language?: string): Caption {
  return { texts: writtenByPeople(texts), keywords: writtenByPeople(keywords), ...(language?.trim() && { language: language.trim() }) };
}

function writtenByPeople(texts: Iterable<string | undefined>): string[] {
  const cleaned = [...texts].map((text) =>
    repairEncoding(text ?? '')
      .replaceAll('\0', '')
      .trim()
      .normalize('NFC'),
  );
  return [...new Set(cleaned)].filter((text) => !writtenByDevices.test(text) && !isFileName(text) && !/[^\P{Cc}\n\r\t]/u.test(text));
}

/** Repairs UTF-8 or Windows-1252 that a library read as Latin-1, since the file does not declare its encoding. */
export function repairEncoding(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\x00-\xff]/.test(text)) return text; // eslint-disable-line no-control-regex -- bytes
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : decodeWindows1252(bytes);
}

/** "harbour; gulls, dawn" as three keywords. */
export const splitKeywords = (text: string): string[] => text.split(/[;,]/);
