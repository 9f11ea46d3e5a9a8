import { trimmedLines } from './markup.ts';
import { decodeIso6937 } from './iso6937.ts';

/** A character code table of EBU Tech 3264, by its number in the GSI block (CCT). */
export interface StlTable {
  readonly encoding: string;
  readonly decode: (bytes: Uint8Array) => string;
}

const decoder = (encoding: string) => (bytes: Uint8Array) => new TextDecoder(encoding).decode(bytes);

export const stlTables: Readonly<Record<string, StlTable>> = {
  '00': { encoding: 'ISO 6937', decode: decodeIso6937 },
  '01': { encoding: 'ISO 8859-5', decode: decoder('iso-8859-5') },
  '02': { encoding: 'ISO 8859-6', decode: decoder('iso-8859-6') },
  '03': { encoding: 'ISO 8859-7', decode: decoder('iso-8859-7') },
  '04': { encoding: 'ISO 8859-8', decode: decoder('iso-8859-8') },
};

const [lineEnd, unused] = [0x8a, 0x8f];

/**
 * The text of a text field. Line ends are 8A, unused bytes 8F; 80 to 85 are italics, underlining and boxes. The other control codes are those of
 * teletext, where each takes the width of a space: colours, heights, boxes; mosaic colours (10 to 17) turn the letters that follow into graphics,
 * up to the next colour or line.
 */
export function stlText(field: Uint8Array, decode: StlTable['decode']): string {
  const characters: number[] = [];
  let isMosaic = false;
  for (const byte of field) {
    if (byte === unused) continue;
    if (byte === lineEnd || byte < 0x18) isMosaic = byte >= 0x10 && byte < 0x18;
    if (byte === lineEnd) characters.push(0x0a);
    else if (byte < 0x20) characters.push(0x20);
    else if (!isMosaic && !(byte >= 0x7f && byte < 0xa0)) characters.push(byte);
  }
  return trimmedLines(decode(Uint8Array.from(characters)));
}
