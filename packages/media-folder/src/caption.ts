import { decodeWindows1252 } from '@mmae/samples';
import { isUtf8 } from 'node:buffer';
import { isFileName } from './named-file.ts';

/** What is written about a file: in it, or in a sidecar. */
export interface Caption {
  /** headline, title, description … in this order */
  readonly texts: readonly string[];
  readonly keywords: readonly string[];
  /** as it is written, which may be no language tag */
  readonly language?: string;
}

/** Cameras and scanners write these as descriptions. */
const writtenByMachines =
  /^(([a-z-]+ )*digital camera|sony dsc|exif_jpeg_picture|exif jpeg|jpeg|ascii|unicode|untitled|screenshot|default|\W*)$/i;

/** Texts as people wrote them: those of machines, file names and what is no text are left out, each once. */
export function toCaption(texts: Iterable<string | undefined>, keywords: Iterable<string | undefined>, language?: string): Caption {
  return { texts: written(texts), keywords: written(keywords), ...(language?.trim() && { language: language.trim() }) };
}

function written(texts: Iterable<string | undefined>): string[] {
  const cleaned = [...texts].map((text) =>
    repaired(text ?? '')
      .replaceAll('\0', '')
      .trim()
      .normalize('NFC'),
  );
  return [...new Set(cleaned)].filter((text) => !writtenByMachines.test(text) && !isFileName(text) && !/[^\P{Cc}\n\r\t]/u.test(text));
}

/** UTF-8 or Windows-1252 that a library read as Latin-1, because the file does not say what it is. */
export function repaired(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\x00-\xff]/.test(text)) return text; // eslint-disable-line no-control-regex -- bytes
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : decodeWindows1252(bytes);
}

/** "harbour; gulls, dawn" as three keywords. */
export const splitKeywords = (text: string): string[] => text.split(/[;,]/);
